"""Write a believed roster in one transaction: characters, members, history, targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from webapp.cards import store
from webapp.lib.names import name_key
from webapp.models import Character, FormerName, GuildMember, MemberEvent, Rank, SyncTarget
from webapp.models.upsert import chunks, insert_missing, lock_characters, upsert
from webapp.sync.diff import KnownCharacter, MemberChange, RosterPlan, SeenMember, events_of
from webapp.sync.leavers import write_leavers
from webapp.sync.logs.targets import make_logs_due
from webapp.words import TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterWrite:
    """Whose roster is written, by which run, and whether it is the first (which tells no history)."""

    guild_id: int
    region: str
    run_id: int | None
    is_first: bool
    now: datetime
    raw: Mapping[int, Any]


def known_characters(
    session: Session, guild_id: int, region: str, seen: Iterable[SeenMember]
) -> list[KnownCharacter]:
    """Return everybody who is or was a member, and stored characters that the roster lists besides."""
    members = _select_known(session, guild_id, GuildMember.guild_id == guild_id)
    found = {one.bnet_id for one in members}
    others: list[KnownCharacter] = []
    for chunk in chunks((one.bnet_id for one in seen if one.bnet_id not in found), 500):
        where = (Character.region == region) & Character.bnet_character_id.in_(chunk)
        others.extend(_select_known(session, guild_id, where))
    return members + others


def _select_known(session: Session, guild_id: int, where: Any) -> list[KnownCharacter]:
    link = (GuildMember.character_id == Character.id) & (GuildMember.guild_id == guild_id)
    rows = session.execute(
        select(
            Character.id.label("character_id"),
            Character.bnet_character_id.label("bnet_id"),
            Character.realm,
            Character.name,
            GuildMember.rank,
            GuildMember.left_at.is_not(None).label("has_left"),
            Character.level,
            Character.class_id,
            Character.race_id,
            Character.faction,
        )
        .outerjoin(GuildMember, link)
        .where(where, Character.bnet_character_id.is_not(None))
        .order_by(Character.id)
    )
    return [KnownCharacter(**row) for row in rows.mappings()]


def write_roster(session: Session, plan: RosterPlan, write: RosterWrite) -> None:
    """Bring every table in line with a plan; names only the columns that a roster knows."""
    pairs = (*plan.adopted, *plan.returned, *plan.changed)
    stored = [pair.known.character_id for pair in pairs] + [one.character_id for one in plan.left]
    lock_characters(session, stored)
    _write_characters(session, [*plan.joined, *(_merged(pair) for pair in pairs)], write)
    ids = _ids_by_bnet_id(session, plan, write.region)
    _write_members(session, plan, ids, write)
    write_leavers(session, write.guild_id, plan.left, now=write.now)
    _note_seen(session, write)
    _write_former_names(session, pairs, write)
    if not write.is_first:
        _write_events(session, plan, ids, write)
    _make_due(session, plan, ids, write)
    _tell_cards(session, plan, write.now)


def _merged(pair: MemberChange) -> SeenMember:
    """Return what the row shall say: names of the roster, the rest where the roster knows more."""
    known, seen = pair.known, pair.seen
    return SeenMember(
        bnet_id=seen.bnet_id,
        realm=seen.realm,
        name=seen.name,
        rank=seen.rank,
        level=max(seen.level or 0, known.level or 0) or None,
        class_id=known.class_id or seen.class_id,
        race_id=known.race_id or seen.race_id,
        faction=known.faction or seen.faction,
    )


def _write_characters(session: Session, members: list[SeenMember], write: RosterWrite) -> None:
    rows = [
        {
            "region": write.region,
            "bnet_character_id": one.bnet_id,
            "realm": one.realm,
            "name": one.name,
            "name_key": name_key(one.name),
            "level": one.level,
            "class_id": one.class_id,
            "race_id": one.race_id,
            "faction": one.faction,
            "guild_id": write.guild_id,
        }
        for one in sorted(members, key=lambda one: one.bnet_id)
    ]
    upsert(
        session,
        Character,
        rows,
        keys=("region", "bnet_character_id"),
        columns=("realm", "name", "name_key", "name_plain", "guild_id"),
        keep=("level", "class_id", "race_id", "faction"),
        now=write.now,
    )


def _ids_by_bnet_id(session: Session, plan: RosterPlan, region: str) -> dict[int, int]:
    pairs = (*plan.adopted, *plan.returned, *plan.changed)
    ids = {pair.seen.bnet_id: pair.known.character_id for pair in pairs}
    ids.update((one.bnet_id, one.character_id) for one in plan.left)
    for chunk in chunks((one.bnet_id for one in plan.joined), 500):
        rows = session.execute(
            select(Character.bnet_character_id, Character.id).where(
                Character.region == region, Character.bnet_character_id.in_(chunk)
            )
        )
        ids.update((bnet_id, id_) for bnet_id, id_ in rows if bnet_id is not None)
    return ids


def _write_members(session: Session, plan: RosterPlan, ids: Mapping[int, int], write: RosterWrite) -> None:
    pairs = (*plan.adopted, *plan.returned, *plan.changed)
    members = [*plan.joined, *(_merged(pair) for pair in pairs)]
    rows = [
        {
            "guild_id": write.guild_id,
            "character_id": ids[one.bnet_id],
            "rank": one.rank,
            "character_name": one.name,
            "character_class": one.class_id,
            "joined_at": write.now,
            "left_at": None,
            "last_seen_at": write.now,
            "member_data_json": write.raw.get(one.bnet_id),
        }
        for one in sorted(members, key=lambda one: ids[one.bnet_id])
    ]
    upsert(
        session,
        GuildMember,
        rows,
        keys=("guild_id", "character_id"),
        columns=("rank", "character_name", "character_class", "left_at", "last_seen_at", "member_data_json"),
        now=write.now,
    )
    ranks = [{"guild_id": write.guild_id, "rank_id": rank} for rank in sorted({one.rank for one in members})]
    insert_missing(session, Rank, ranks, keys=("guild_id", "rank_id"), now=write.now)


def _note_seen(session: Session, write: RosterWrite) -> None:
    """Note that everybody who is a member now was in this roster."""
    session.execute(
        update(GuildMember)
        .where(GuildMember.guild_id == write.guild_id, GuildMember.left_at.is_(None))
        .values(last_seen_at=write.now)
    )


def _write_former_names(session: Session, pairs: Iterable[MemberChange], write: RosterWrite) -> None:
    rows = [
        {
            "character_id": pair.known.character_id,
            "region": write.region,
            "realm": pair.known.realm,
            "name": pair.known.name,
            "name_key": name_key(pair.known.name),
            "until": write.now,
        }
        for pair in pairs
        if pair.is_renamed or pair.has_moved
    ]
    if rows:
        session.execute(insert(FormerName), rows)


def _write_events(session: Session, plan: RosterPlan, ids: Mapping[int, int], write: RosterWrite) -> None:
    rows = [
        {
            "guild_id": write.guild_id,
            "character_id": ids[event.bnet_id],
            "run_id": write.run_id,
            "kind": event.kind,
            "before": event.before,
            "after": event.after,
            "seen_at": write.now,
        }
        for event in events_of(plan)
    ]
    if rows:
        session.execute(insert(MemberEvent), rows)


def _make_due(session: Session, plan: RosterPlan, ids: Mapping[int, int], write: RosterWrite) -> None:
    """Make new, returned, renamed and moved characters due at once."""
    moved = [pair.seen for pair in plan.changed if pair.is_renamed or pair.has_moved]
    arrivals = [pair.seen for pair in (*plan.adopted, *plan.returned)]
    due = sorted(ids[one.bnet_id] for one in (*plan.joined, *arrivals, *moved))
    rows = [
        {
            "kind": TargetKind.CHARACTER,
            "guild_id": write.guild_id,
            "character_id": character_id,
            "next_due_at": write.now,
        }
        for character_id in due
    ]
    columns = ("guild_id", "next_due_at")
    upsert(session, SyncTarget, rows, keys=("character_id", "kind"), columns=columns, now=write.now)
    make_logs_due(session, due, write.now)


def _tell_cards(session: Session, plan: RosterPlan, now: datetime) -> None:
    """Move cards to new names, and have those built again that name a guild or a rank which is over.

    Who is new altogether gets a card with the first look.
    """
    pairs = (*plan.adopted, *plan.returned, *plan.changed)
    moved = [pair.known.character_id for pair in pairs if pair.is_renamed or pair.has_moved]
    if moved:
        store.renamed(session, moved, now)
    ranked = [pair.known.character_id for pair in plan.changed if pair.has_new_rank]
    arrived = [pair.known.character_id for pair in (*plan.adopted, *plan.returned)]
    due = [*moved, *ranked, *arrived, *(one.character_id for one in plan.left)]
    if due:
        store.make_due(session, due, now)
