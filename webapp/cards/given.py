"""Cards that programs give: kept as they are where nothing is built here, else under ``external``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from webapp.cards.adopt import Address, columns_of, key_of, row_at, settle
from webapp.cards.rows import read_rows, rows_of, stamped
from webapp.cards.stored import EXTERNAL, StoredCard
from webapp.cards.subjects import CardKey, Subject, hold_place, locked_subject
from webapp.freshness.retention import shown_since
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import CharacterEnrichmentCache
from webapp.models.cards import LATEST
from webapp.models.forgotten import is_address_forgotten
from webapp.models.upsert import Insert, insert_into, lock_characters, update_each
from webapp.seasons import all_seasons
from webapp.words import CardStatus

Cache = CharacterEnrichmentCache
SETTABLE = ("player_card", "wcl_last_fetched_at", "blizzard_last_fetched_at", "fetch_status", "error_message")
"""The columns that a program may give; of a card that is built here, only ``player_card`` is taken."""
MOST_OWN_SEASONS = 20
"""So many seasons that only programs know may be kept of one character."""
_KEY = ("region", "realm", "character_name", "season_key")
_ATTEMPTS = 5
"""A name changes hands while a program speaks of it once in a blue moon, and not five times."""


class TooManySeasons(ValueError):
    """A character has as many seasons of programs' own making as are kept."""


class AskedToBeForgotten(ValueError):
    """Whoever is called so asked to be forgotten: nothing of them is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCard:
    """What a program gives; ``values`` has the settable columns that it named, the others stay."""

    key: CardKey
    values: Mapping[str, Any] = field(default_factory=dict)


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


def upsert_given(session: Session, given: GivenCard, now: datetime) -> Taken:
    """Keep what a program gives, or raise TooManySeasons or AskedToBeForgotten.

    The same again changes nothing but the moment: of a card of nobody whom we follow it is the
    confirmation for which the card is kept on.
    """
    realm = hold_place(session, given.key)
    for _ in range(_ATTEMPTS):
        subject = locked_subject(session, given.key)
        if subject is not None:
            return Taken(is_new=_keep_beside(session, subject, given, now), subject=subject)
        if is_address_forgotten(session, given.key.region, realm, given.key.character_name):
            raise AskedToBeForgotten(given.key.season_key)
        is_new, holder = _keep(session, given, realm, now)
        if holder is None:
            return Taken(is_new=is_new, subject=None)
        lock_characters(session, [holder])
        settle(session, [holder], now)
    raise RuntimeError("the name changes hands all the time")


def delete_given(session: Session, key: CardKey, now: datetime) -> Deleted:
    """Delete what a program gave; what is built here stays."""
    there = replace(key, realm=hold_place(session, key))
    for _ in range(_ATTEMPTS):
        subject = locked_subject(session, key)
        if subject is not None:
            return Deleted(is_there=_delete_beside(session, subject, key, now), subject=subject)
        row = _given_row(session, there)
        if row is None:
            break
        loose = delete(Cache).where(Cache.id == row.id, Cache.character_id.is_(None))
        if session.scalar(loose.returning(Cache.id)) is not None:
            return Deleted(is_there=True, subject=None)
    return Deleted(is_there=False, subject=None)


def _delete_beside(session: Session, subject: Subject, key: CardKey, now: datetime) -> bool:
    own = rows_of(session, [subject.character_id], key.season_key).get(subject.character_id)
    if own is None or not isinstance(own.card, dict) or EXTERNAL not in own.card:
        return False
    if own.is_built:
        card = {name: part for name, part in own.card.items() if name != EXTERNAL}
        update_each(session, Cache, {own.id: {"player_card": card}}, now=now)
    else:
        session.execute(delete(Cache).where(Cache.id == own.id))
    return True


def _at(key: CardKey) -> ColumnElement[bool]:
    """Return the condition of rows that programs gave under a name that has this key, of any season."""
    there = (Cache.region == key.region) & (Cache.realm == key.realm)
    return there & (Cache.name_key == name_key(key.character_name)) & Cache.character_id.is_(None)


def _given_row(session: Session, key: CardKey) -> StoredCard | None:
    """Return the row that a program gave under this name, in this spelling or another case."""
    rows = read_rows(session, _at(key) & (Cache.season_key == key.season_key))
    alike = [row for row in rows if same_but_for_case(row.character_name, key.character_name)]
    return min(alike, key=lambda row: row.character_name != key.character_name, default=None)


def _keep(session: Session, given: GivenCard, realm: str, now: datetime) -> tuple[bool, int | None]:
    """Write a card of nobody whom we follow; return whether it is new, and whose the name has become.

    Then nothing is written and no row is held: a character is locked before its cards.
    """
    key = replace(given.key, realm=realm)
    session.execute(delete(Cache).where(_at(key), Cache.updated_at < shown_since(now)))
    known = _given_row(session, key)
    if known is None:
        _need_room(key.season_key, session.scalars(select(Cache.season_key).where(_at(key))))
    name = known.character_name if known else key.character_name
    address = Address(key.region, realm, name, given.key.realm)
    values = {name: given.values[name] for name in SETTABLE if name in given.values}
    row = {"player_card": {}, "fetch_status": CardStatus.PARTIAL, **values, "season_key": key.season_key}
    with session.begin_nested() as attempt:
        upsert = _upsert(session, values)
        session.connection().execute(upsert, [stamped({**columns_of(address), **row}, now)])
        holder = _holder(session, address, key.season_key)
        if holder is not None:
            attempt.rollback()
    return known is None, holder


def _upsert(session: Session, values: Iterable[str]) -> Insert:
    """Return the statement that makes a row, or changes these columns of one that is nobody's."""
    statement = insert_into(session, Cache)
    new = {name: statement.excluded[name] for name in (*values, "realm_name", "updated_at")}
    return statement.on_conflict_do_update(
        index_elements=list(_KEY), set_=new, where=Cache.character_id.is_(None)
    )


def _holder(session: Session, address: Address, season_key: str) -> int | None:
    same = [getattr(Cache, name) == value for name, value in key_of(address).items()]
    return session.scalar(select(Cache.character_id).where(*same, Cache.season_key == season_key))


def _keep_beside(session: Session, subject: Subject, given: GivenCard, now: datetime) -> bool:
    """Keep what a program gives beside what is built, and return whether there was no row."""
    character_id, season_key = subject.character_id, given.key.season_key
    detached = settle(session, [character_id], now)
    own = rows_of(session, [character_id], season_key).get(character_id)
    if "player_card" not in given.values:
        return False
    external = given.values["player_card"]
    if own is None:
        kept = select(Cache.season_key).where(Cache.character_id == character_id)
        _need_room(season_key, session.scalars(kept))
        address = detached.get(character_id, subject.address).called(given.key.realm)
        new = row_at(address, character_id, season_key, external=external, now=now)
        session.connection().execute(insert(Cache), [new])
    elif (own.card or {}).get(EXTERNAL) != external:
        changes = {own.id: {"player_card": {**(own.card or {}), EXTERNAL: external}}}
        update_each(session, Cache, changes, now=now)
    return own is None


def _need_room(season_key: str, kept: Iterable[str]) -> None:
    """Let the present card and seasons of the game through, of others a sensible number."""
    known = {LATEST, *(season.key for season in all_seasons())}
    if season_key not in known and len(set(kept) - known) >= MOST_OWN_SEASONS:
        raise TooManySeasons
