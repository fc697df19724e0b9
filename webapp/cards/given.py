"""Cards that programs give: kept as they are where nothing is built here, else under ``external``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, or_, select
from sqlalchemy.orm import Session

from webapp.cards.adopt import Address, key_of, row_at, settle
from webapp.cards.realms import realm_slug
from webapp.cards.rows import read_rows, rows_of, stamped
from webapp.cards.stored import EXTERNAL, StoredCard
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import Character, CharacterEnrichmentCache
from webapp.models.cards import LATEST
from webapp.models.upsert import insert_into, update_each
from webapp.words import CardStatus

Cache = CharacterEnrichmentCache
SETTABLE = ("player_card", "wcl_last_fetched_at", "blizzard_last_fetched_at", "fetch_status", "error_message")
"""The columns that a program may give; of a card that is built here, only ``player_card`` is taken."""
_KEY = ("region", "realm", "character_name", "season_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardKey:
    """Which card: the region in lower case, the realm by name or slug, the character in any case."""

    region: str
    realm: str
    character_name: str
    season_key: str = LATEST


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCard:
    """What a program gives; ``values`` has the settable columns that it named, the others stay."""

    key: CardKey
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The character of ours that a key names, and the guild that it is in."""

    character_id: int
    guild_id: int | None
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a given card: whether it is new, and whose of ours it is."""

    is_new: bool
    subject: Subject | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """Whether there was anything to delete, and whose of ours the card is."""

    is_there: bool
    subject: Subject | None


def subject_of(session: Session, key: CardKey) -> Subject | None:
    """Return whom of our characters a key names; None where it names nobody whom we follow.

    The exact spelling first, then the same name in another case, of those whom Battle.net confirmed last.
    """
    realm = realm_slug(session, key.region, key.realm)
    named = (Character.region == key.region, Character.realm == realm)
    return _subject(
        session, *named, Character.name_key == name_key(key.character_name), name=key.character_name
    )


def upsert_given(session: Session, given: GivenCard, now: datetime) -> Taken:
    """Keep what a program gives; the same again changes nothing."""
    subject = subject_of(session, given.key)
    if subject is None:
        is_new, holder = _keep(session, given, now)
        if holder is None:
            return Taken(is_new=is_new, subject=None)
        subject = _subject(session, Character.id == holder)
    is_new = subject is not None and _keep_beside(session, subject, given, now)
    return Taken(is_new=is_new, subject=subject)


def delete_given(session: Session, key: CardKey, now: datetime) -> Deleted:
    """Delete what a program gave; what is built here stays."""
    subject = subject_of(session, key)
    if subject is not None:
        return Deleted(is_there=_delete_beside(session, subject, key, now), subject=subject)
    row = _given_row(session, _normal(session, key))
    if row is not None:
        session.execute(delete(Cache).where(Cache.id == row.id, Cache.character_id.is_(None)))
    return Deleted(is_there=row is not None, subject=None)


def _delete_beside(session: Session, subject: Subject, key: CardKey, now: datetime) -> bool:
    _lock(session, subject.character_id)
    own = rows_of(session, [subject.character_id], key.season_key).get(subject.character_id)
    if own is None or not isinstance(own.card, dict) or EXTERNAL not in own.card:
        return False
    if own.is_built:
        card = {name: part for name, part in own.card.items() if name != EXTERNAL}
        update_each(session, Cache, {own.id: {"player_card": card}}, now=now)
    else:
        session.execute(delete(Cache).where(Cache.id == own.id))
    return True


def _subject(session: Session, *where: ColumnElement[bool], name: str | None = None) -> Subject | None:
    columns = (Character.id, Character.guild_id, Character.region, Character.realm, Character.name)
    query = select(*columns).where(*where)
    rows = session.execute(
        query.order_by(Character.verified_at.desc().nulls_last(), Character.id.desc())
    ).all()
    alike = [row for row in rows if name is None or same_but_for_case(row.name, name)]
    best = min(alike, key=lambda row: row.name != name, default=None)
    if best is None:
        return None
    address = Address(best.region, best.realm, best.name)
    return Subject(character_id=best.id, guild_id=best.guild_id, address=address)


def _normal(session: Session, key: CardKey) -> CardKey:
    realm = realm_slug(session, key.region, key.realm)
    return CardKey(
        region=key.region, realm=realm, character_name=key.character_name, season_key=key.season_key
    )


def _given_row(session: Session, key: CardKey) -> StoredCard | None:
    """Return the row that a program gave under this name, in this spelling or another case."""
    there = (Cache.region == key.region) & (Cache.realm == key.realm)
    named = (Cache.name_key == name_key(key.character_name)) & (Cache.season_key == key.season_key)
    rows = read_rows(session, there & named & Cache.character_id.is_(None))
    alike = [row for row in rows if same_but_for_case(row.character_name, key.character_name)]
    return min(alike, key=lambda row: row.character_name != key.character_name, default=None)


def _keep(session: Session, given: GivenCard, now: datetime) -> tuple[bool, int | None]:
    """Write a card of nobody whom we follow; return whether it is new, and whose the name has become."""
    key = _normal(session, given.key)
    known = _given_row(session, key)
    address = Address(key.region, key.realm, known.character_name if known else key.character_name)
    values = {name: given.values[name] for name in SETTABLE if name in given.values}
    row = {"player_card": {}, "fetch_status": CardStatus.PARTIAL, **values, "season_key": key.season_key}
    statement = insert_into(session, Cache)
    differs = [getattr(Cache, name).is_distinct_from(statement.excluded[name]) for name in values]
    if differs:
        new = {name: statement.excluded[name] for name in (*values, "updated_at")}
        free = Cache.character_id.is_(None) & or_(*differs)
        upsert = statement.on_conflict_do_update(index_elements=list(_KEY), set_=new, where=free)
    else:
        upsert = statement.on_conflict_do_nothing(index_elements=list(_KEY))
    session.connection().execute(upsert, [stamped({**key_of(address), **row}, now)])
    return known is None, _holder(session, address, key.season_key)


def _holder(session: Session, address: Address, season_key: str) -> int | None:
    same = [getattr(Cache, name) == value for name, value in key_of(address).items()]
    return session.scalar(select(Cache.character_id).where(*same, Cache.season_key == season_key))


def _keep_beside(session: Session, subject: Subject, given: GivenCard, now: datetime) -> bool:
    """Keep what a program gives beside what is built, and return whether there was no row."""
    _lock(session, subject.character_id)
    detached = settle(session, [subject.character_id], now)
    own = rows_of(session, [subject.character_id], given.key.season_key).get(subject.character_id)
    if "player_card" not in given.values:
        return False
    external = given.values["player_card"]
    if own is None:
        address = detached.get(subject.character_id, subject.address)
        new = row_at(address, subject.character_id, given.key.season_key, external, now)
        session.connection().execute(insert(Cache), [new])
    elif (own.card or {}).get(EXTERNAL) != external:
        changes = {own.id: {"player_card": {**(own.card or {}), EXTERNAL: external}}}
        update_each(session, Cache, changes, now=now)
    return own is None


def _lock(session: Session, character_id: int) -> None:
    query = select(Character.id).where(Character.id == character_id)
    session.execute(query.with_for_update(key_share=True)).all()
