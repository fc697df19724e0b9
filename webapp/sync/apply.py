"""The only writer of what characters' pages show: one transaction for a handful of looks at one guild.

Locks come in the order that everybody keeps: guild, character, target, card.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import structlog
from sqlalchemy import Update, bindparam, select, update
from sqlalchemy.orm import Session

from webapp.cards import store
from webapp.freshness.sections import look_period
from webapp.lib.errors import ErrorWord
from webapp.models import Character, Guild, SectionState, SyncTarget
from webapp.models.upsert import lock_guilds, upsert
from webapp.sync import runs
from webapp.sync.adoption import owners_of, settle_identities
from webapp.sync.changes import FACTS, SCALARS, CharacterWrite, character_changes
from webapp.sync.deletion import OUTAGE, forget, is_outage, must_be_forgotten, suspected_since
from webapp.sync.discovery import discover_guilds
from webapp.sync.next_due import Look, next_due
from webapp.sync.results import CharacterFetch
from webapp.sync.since import with_since
from webapp.sync.subjects import Subject
from webapp.words import RunOutcome

_STORED = ("id", "user_id", *SCALARS, *FACTS)
_FACT_COLUMNS = (
    "attempted_at",
    "succeeded_at",
    "changed_at",
    "outcome",
    "error",
    "failures",
    "content_hash",
    "last_modified",
    "season_id",
)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Applied:
    """How the run stands after a handful of looks: cancelled meanwhile, or nothing left to do.

    ``discovered`` counts the guilds that are tracked from now on; ``has_turned`` says whether anybody is in
    another state than before.
    """

    is_cancelled: bool
    is_done: bool
    has_turned: bool
    discovered: int = 0


def apply_looks(
    session: Session, fetches: Sequence[CharacterFetch], *, run_id: int, worker: str, now: datetime
) -> Applied:
    """Write whole looks at characters of one guild that this worker still holds; drop the others."""
    guild_id = fetches[0].subject.guild_id
    stored = _locked(session, fetches)
    held = [fetch for fetch in _held(session, fetches, worker) if fetch.subject.character_id in stored]
    held, merged = settle_identities(session, held, now)
    condemned = _condemned(session, guild_id, held, now)
    doomed = {fetch.subject.character_id for fetch in condemned}
    kept = [fetch for fetch in held if fetch.subject.character_id not in doomed]
    writes = [character_changes(stored[fetch.subject.character_id], fetch, now) for fetch in kept]
    _write(session, held, writes, now)
    if condemned:
        forget(session, condemned, run_id=run_id, now=now)
    owners = {one: row["user_id"] for one, row in stored.items()}
    discovered = discover_guilds(session, held, owners=owners, now=now)
    gone = len(condemned) + merged
    _count(session, fetches, writes, gone=gone, run_id=run_id, now=now)
    return Applied(
        is_cancelled=runs.is_cancelled(session, run_id),
        is_done=not runs.has_remaining(session, guild_id, now),
        has_turned=any(write.has_turned for write in writes),
        discovered=discovered,
    )


def _locked(session: Session, fetches: Sequence[CharacterFetch]) -> dict[int, dict[str, Any]]:
    """Lock guilds, then characters in the order of their ids; return what looks are compared with.

    Whom a row may be merged into is locked with it.
    """
    people = {fetch.subject.character_id: fetch.subject.guild_id for fetch in fetches}
    people |= {owner.character_id: owner.guild_id for owner in owners_of(session, fetches)}
    lock_guilds(session, {guild_id for guild_id in people.values() if guild_id is not None})
    rows = session.execute(
        select(*(getattr(Character, name) for name in _STORED))
        .where(Character.id.in_(people))
        .order_by(Character.id)
        .with_for_update(key_share=True)
    ).mappings()
    return {row["id"]: dict(row) for row in rows}


def _held(session: Session, fetches: Sequence[CharacterFetch], worker: str) -> list[CharacterFetch]:
    """Return the looks whose claim is still ours, in the order of their characters; lock their targets."""
    ids = [fetch.subject.target_id for fetch in fetches]
    ours = set(
        session.scalars(
            select(SyncTarget.id)
            .where(SyncTarget.id.in_(ids), SyncTarget.claimed_by == worker)
            .order_by(SyncTarget.id)
            .with_for_update()
        )
    )
    held = [fetch for fetch in fetches if fetch.subject.target_id in ours]
    return sorted(held, key=lambda fetch: fetch.subject.character_id)


def _condemned(
    session: Session, guild_id: int | None, held: Sequence[CharacterFetch], now: datetime
) -> Sequence[CharacterFetch]:
    """Return the looks after which a character is forgotten: none while so many are missing at once."""
    condemned = [fetch for fetch in held if must_be_forgotten(fetch, now)]
    if condemned and is_outage(session, guild_id, since=suspected_since(condemned)):
        log.warning("profiles_missing_in_number", guild_id=guild_id, condemned=len(condemned))
        return ()
    return condemned


def _write(
    session: Session, held: Sequence[CharacterFetch], writes: Sequence[CharacterWrite], now: datetime
) -> None:
    """Write characters, what is known of their sections, when each is due next, and which cards are."""
    _write_characters(session, writes)
    _write_sections(session, writes, now)
    _write_targets(session, held, writes, now)
    _tell_cards(session, writes, now)


def _write_characters(session: Session, writes: Sequence[CharacterWrite]) -> None:
    """Update just the columns that differ; characters with the same columns share a statement."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for write in writes:
        groups[tuple(write.columns)].append({"character": write.character_id, **write.columns})
    for names, rows in groups.items():
        session.connection().execute(_update_of(names), rows)


@lru_cache(maxsize=500)
def _update_of(names: tuple[str, ...]) -> Update:
    """Return the update of these columns: putting it together each time cost a tenth of a sync."""
    return (
        update(Character)
        .where(Character.__table__.c.id == bindparam("character"))
        .values({name: bindparam(name) for name in names})
    )


def _write_sections(session: Session, writes: Sequence[CharacterWrite], now: datetime) -> None:
    rows = [with_since(row) for write in writes for row in write.sections]
    rows.sort(key=lambda row: (row["character_id"], row["section"]))
    upsert(
        session,
        SectionState,
        rows,
        keys=("character_id", "section"),
        columns=_FACT_COLUMNS,
        first=("failed_since",),
        alike=("outcome",),
        now=now,
    )


def _write_targets(
    session: Session, held: Sequence[CharacterFetch], writes: Sequence[CharacterWrite], now: datetime
) -> None:
    looks = {write.character_id: write.look for write in writes}
    rows = [
        {"target": fetch.subject.target_id, "due": _next_due(looks, fetch.subject, now)} for fetch in held
    ]
    if not rows:
        return
    table = SyncTarget.__table__
    session.connection().execute(
        update(SyncTarget)
        .where(table.c.id == bindparam("target"))
        .values(
            next_due_at=bindparam("due"),
            claimed_until=None,
            claimed_by=None,
            wished_at=None,
            wished_by=None,
            deaths=0,
        ),
        rows,
    )


def _tell_cards(session: Session, writes: Sequence[CharacterWrite], now: datetime) -> None:
    """Have the cards built that differ; of the others note that somebody looked."""
    if changed := [write.character_id for write in writes if write.is_card_changed]:
        store.make_due(session, changed, now)
    same = (write for write in writes if not write.is_card_changed and write.look.word is None)
    if unchanged := [write.character_id for write in same]:
        store.note_checked(session, unchanged, now)


def _next_due(looks: Mapping[int, Look], subject: Subject, now: datetime) -> datetime:
    look = looks.get(subject.character_id, Look(word=ErrorWord.INVALID))
    period = look_period(is_looked_at=subject.is_looked_at)
    return next_due(look, now, jitter=random.random(), period=period)


def _count(
    session: Session,
    fetches: Sequence[CharacterFetch],
    writes: Sequence[CharacterWrite],
    *,
    gone: int,
    run_id: int,
    now: datetime,
) -> None:
    changed = sum(write.has_content for write in writes) + gone
    is_changed = gone > 0 or any(write.is_changed for write in writes)
    guild_id = fetches[0].subject.guild_id
    if is_changed and guild_id is not None:
        session.execute(update(Guild).where(Guild.id == guild_id).values(data_version=Guild.data_version + 1))
    results = [result for fetch in fetches for result in fetch.results.values()]
    tally = runs.Tally(
        done=len(writes) + gone,
        changed=changed,
        unchanged=sum(not write.has_content and write.look.word is None for write in writes),
        words=Counter(write.look.word for write in writes if write.look.word is not None),
        calls=sum(fetch.calls for fetch in fetches),
        not_modified=sum(result.not_modified for result in results),
    )
    runs.count(session, run_id, tally, now=now)


def end_run(session: Session, run_id: int, guild_id: int | None, *, now: datetime) -> None:
    """End a run over characters; so many missing profiles that it must be an outage make it suspicious."""
    outage = is_outage(session, guild_id)
    outcome = RunOutcome.SUSPICIOUS if outage else None
    runs.finish(session, run_id, now=now, outcome=outcome, message=OUTAGE if outage else None)
