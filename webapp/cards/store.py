"""Writes what is built: the present card, kept seasons, what lists show of a card, and when it is due.

What programs give is written by ``given``; rows move between names in ``adopt`` and ``hand_over``. Nothing
outside this package writes the enrichment cache, but for the sweeper that deletes.
A character's row lock guards its card, its card's target and the scalars of its card. Whoever writes several
things takes locks in this order: guild, character, target, card.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.cards.adopt import Address, forget_rows, key_of, settle
from webapp.cards.build import build_card
from webapp.cards.load import BATCH, iter_sources
from webapp.cards.recording import record
from webapp.cards.rows import nothing_but, rows_of, stamped
from webapp.cards.source import CardScalars
from webapp.cards.stored import EXTERNAL, SEASON
from webapp.cards.writing import CardWrite, archived, has_ended, plan_write
from webapp.models import Character, CharacterEnrichmentCache, CharacterSnapshot, Guild, SyncTarget
from webapp.models.cards import LATEST
from webapp.models.upsert import chunks, update_each, upsert
from webapp.seasons import season_at
from webapp.words import TargetKind

Cache = CharacterEnrichmentCache
HAS_HISTORY = "has_history"
SCALARS = tuple(field.name for field in fields(CardScalars))
log = structlog.get_logger()


def rebuild(session: Session, character_ids: Collection[int], now: datetime) -> int:
    """Build these characters' cards anew from what is stored, write what differs; return how many differ."""
    changed = 0
    for ids in chunks(sorted(set(character_ids)), BATCH):
        lock_guilds_of(session, ids)
        changed += _rebuild(session, ids, now)
    return changed


def make_due(session: Session, character_ids: Collection[int], now: datetime) -> None:
    """Have these characters' cards built soon; the caller holds the characters' rows."""
    _set_due(session, dict.fromkeys(sorted(set(character_ids)), now), now)


def note_checked(session: Session, character_ids: Collection[int], now: datetime) -> None:
    """Note a look at Battle.net that changed nothing."""
    _note(session, character_ids, {"blizzard_last_fetched_at": now}, now)


def note_logs_checked(session: Session, character_ids: Collection[int], now: datetime) -> None:
    """Note a look at Warcraft Logs that changed nothing."""
    _note(session, character_ids, {"wcl_last_fetched_at": now}, now)


def renamed(session: Session, character_ids: Collection[int], now: datetime) -> None:
    """Move the cards of characters that have another name or realm now; the caller holds their rows."""
    settle(session, character_ids, now)


def forget(session: Session, character_ids: Collection[int]) -> None:
    """Delete everything that cards say of these characters, and their cards' targets."""
    ids = sorted(set(character_ids))
    forget_rows(session, ids)
    _forget_beside(session, ids)


def forget_built(session: Session, character_ids: Collection[int], now: datetime) -> None:
    """Delete what was built of these characters' present cards; the rest can never be read again.

    Kept seasons stay, and what programs gave. So does a card of a season that is over and not kept yet: the
    next build keeps it.
    """
    ids = sorted(set(character_ids))
    own = [
        row
        for row in rows_of(session, ids, LATEST).values()
        if not has_ended(row, season_at(row.region, now).key)
    ]
    given = {row.id: row.card[EXTERNAL] for row in own if EXTERNAL in (row.card or {})}
    left = {row_id: nothing_but(external) for row_id, external in given.items()}
    update_each(session, Cache, left, now=now)
    session.execute(delete(Cache).where(Cache.id.in_([row.id for row in own if row.id not in given])))
    _forget_beside(session, ids)


def _forget_beside(session: Session, ids: Sequence[int]) -> None:
    """Delete what stands beside cards: when they are due, and what lists show of them."""
    cards = (SyncTarget.character_id.in_(ids), SyncTarget.kind == TargetKind.CARD)
    session.execute(delete(SyncTarget).where(*cards))
    session.execute(update(Character).where(Character.id.in_(ids)).values(dict.fromkeys(SCALARS)))


def lock_guilds_of(session: Session, character_ids: Collection[int]) -> Sequence[int]:
    """Lock and return the guilds of these characters: a roster locks its guild before its characters too."""
    guilds = select(Character.guild_id).where(Character.id.in_(character_ids))
    query = select(Guild.id).where(Guild.id.in_(guilds)).order_by(Guild.id)
    return session.scalars(query.with_for_update(key_share=True)).all()


def _rebuild(session: Session, ids: Sequence[int], now: datetime) -> int:
    characters = _locked(session, ids)
    detached = settle(session, characters.keys(), now)
    stored = rows_of(session, characters.keys(), LATEST)
    writes = []
    for source in iter_sources(session, characters.keys(), now):
        build = partial(build_card, source, season_at(source.region, now))
        writes.append(plan_write(source, stored.get(source.character_id), build, now))
    _keep_seasons(session, writes, now)
    _write_cards(session, writes, detached, now)
    _write_scalars(session, writes, characters, now)
    known = {one for one, row in characters.items() if row[HAS_HISTORY]}
    record(session, writes, now, known=known)
    _set_due(session, {write.source.character_id: write.due_at for write in writes}, now)
    for write in writes:
        if write.bug is not None:
            log.error("card_not_built", character_id=write.source.character_id, error=write.bug)
    return sum(1 for write in writes if write.columns)


def _locked(session: Session, ids: Sequence[int]) -> dict[int, RowMapping]:
    """Lock the characters in the order of their ids; return the scalars of their cards."""
    taken = select(CharacterSnapshot.character_id).where(CharacterSnapshot.character_id == Character.id)
    scalars = (getattr(Character, name) for name in SCALARS)
    columns = (Character.id, Character.guild_id, *scalars, taken.exists().label(HAS_HISTORY))
    query = select(*columns).where(Character.id.in_(ids)).order_by(Character.id)
    rows = session.execute(query.with_for_update(key_share=True)).mappings()
    return {row["id"]: row for row in rows}


def _keep_seasons(session: Session, writes: Iterable[CardWrite], now: datetime) -> None:
    """Keep the last card of a season that is over, before the present one takes its place."""
    for write in writes:
        if write.kept is None:
            continue
        kept, season_key = write.kept, write.kept.card[SEASON]
        there = rows_of(session, [write.source.character_id], season_key).get(write.source.character_id)
        values = archived(kept, there)
        if values is not None and there is not None:
            update_each(session, Cache, {there.id: values}, now=now)
        elif values is not None:
            address = Address(kept.region, kept.realm, kept.character_name)
            new = {"character_id": kept.character_id, "season_key": season_key, **values}
            session.connection().execute(insert(Cache), [stamped({**key_of(address), **new}, now)])


def _write_cards(
    session: Session, writes: Iterable[CardWrite], detached: Mapping[int, Address], now: datetime
) -> None:
    changes, new = {}, []
    for write in writes:
        source = write.source
        if write.stored is not None:
            changes[write.stored.id] = write.columns
            continue
        address = detached.get(source.character_id) or Address(source.region, source.realm, source.name)
        row = {"character_id": source.character_id, "season_key": LATEST, **write.columns}
        new.append(stamped({**key_of(address), **row}, now))
    update_each(session, Cache, changes, now=now)
    for row in new:
        session.connection().execute(insert(Cache), [row])


def _write_scalars(
    session: Session, writes: Iterable[CardWrite], characters: Mapping[int, RowMapping], now: datetime
) -> None:
    """Write what lists show where it differs, and give the guilds of those characters a new version."""
    changes: dict[int, dict[str, Any]] = {}
    for write in writes:
        if write.scalars is None:
            continue
        row = characters[write.source.character_id]
        differing = {name: value for name, value in asdict(write.scalars).items() if row[name] != value}
        if differing:
            changes[row["id"]] = differing
    update_each(session, Character, changes, now=now)
    guilds = {characters[character_id]["guild_id"] for character_id in changes} - {None}
    if guilds:
        versions = update(Guild).where(Guild.id.in_(sorted(guilds)))
        session.execute(versions.values(data_version=Guild.data_version + 1))


def _set_due(session: Session, moments: Mapping[int, datetime], now: datetime) -> None:
    rows = [
        {"kind": TargetKind.CARD, "guild_id": None, "character_id": character_id, "next_due_at": moment}
        for character_id, moment in moments.items()
    ]
    upsert(session, SyncTarget, rows, keys=("character_id", "kind"), columns=("next_due_at",), now=now)


def _note(session: Session, character_ids: Collection[int], values: Mapping[str, Any], now: datetime) -> None:
    mine = (Cache.character_id.in_(sorted(set(character_ids))), Cache.season_key == LATEST)
    session.execute(update(Cache).where(*mine).values(**values, updated_at=now))
