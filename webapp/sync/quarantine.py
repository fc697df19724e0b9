"""Put aside what kills workers: after the third one it is left alone, and told to whoever can mend it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.lib import metrics
from webapp.lib.errors import ErrorWord
from webapp.models import Character, Guild, SectionState, SyncTarget
from webapp.models.upsert import lock_characters, lock_guilds, upsert
from webapp.sync.claims import MOST_DEATHS
from webapp.sync.since import with_since
from webapp.words import Section, TargetKind

PUT_ASIDE_FOR = timedelta(days=7)
SAID = f"{MOST_DEATHS} workers died while they looked at this, so it is put aside for a week."
_FACTS = ("attempted_at", "outcome", "error", "failures")
log = structlog.get_logger()


def put_aside(now: datetime) -> int:
    """Put aside whatever is due at which so many workers died; return how much that is.

    It counts as an attempt that failed, so that pages and the cache's health tell of it; what was good stays.
    Whoever presses "retry these" there lets it be tried again.
    """
    with transaction() as session:
        rows = session.execute(_deadly(now)).all()
        if not rows:
            return 0
        guilds = {row.guild_id for row in rows if row.guild_id is not None}
        people = [row.character_id for row in rows if row.character_id is not None]
        lock_guilds(session, guilds)
        lock_characters(session, people)
        for row in rows:
            _write(session, row, now)
        targets = SyncTarget.id.in_([row.id for row in rows])
        free = {"claimed_until": None, "claimed_by": None, "wished_at": None, "wished_by": None}
        session.execute(update(SyncTarget).where(targets).values(next_due_at=now + PUT_ASIDE_FOR, **free))
        shown = update(Guild).where(Guild.id.in_(guilds))
        session.execute(shown.values(data_version=Guild.data_version + 1))
    for row in rows:
        metrics.PUT_ASIDE.labels(row.kind.value).inc()
        log.error("put_aside", kind=row.kind.value, target=row.id)
    return len(rows)


def _deadly(now: datetime) -> Any:
    columns = (SyncTarget.id, SyncTarget.kind, SyncTarget.guild_id, SyncTarget.character_id)
    return (
        select(*columns)
        .where(SyncTarget.deaths >= MOST_DEATHS, SyncTarget.next_due_at <= now)
        .order_by(SyncTarget.id)
    )


def _write(session: Session, row: Any, now: datetime) -> None:
    """Write down that it failed, where failures of its kind are told."""
    if row.kind is TargetKind.ROSTER:
        failed = {"roster_outcome": ErrorWord.BUG.value, "roster_error": SAID, "roster_attempted_at": now}
        count = {"roster_failures": Guild.roster_failures + 1}
        session.execute(update(Guild).where(Guild.id == row.guild_id).values(**failed, **count))
        return
    section = {TargetKind.CHARACTER: Section.SUMMARY, TargetKind.LOGS: Section.LOGS}.get(row.kind)
    if section is None:
        return
    if section is Section.SUMMARY:
        told = {"outcome": ErrorWord.BUG.value, "error": SAID, "attempted_at": now}
        one = update(Character).where(Character.id == row.character_id)
        session.execute(one.values(**told, failures=Character.failures + 1))
    _write_sections(session, [_section_row(row.character_id, section, now)], now)


def _section_row(character_id: int, section: Section, now: datetime) -> dict[str, Any]:
    return {
        "character_id": character_id,
        "section": section,
        "attempted_at": now,
        "outcome": ErrorWord.BUG.value,
        "error": SAID,
        "failures": MOST_DEATHS,
    }


def _write_sections(session: Session, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    since = [with_since(row) for row in rows]
    keys = ("character_id", "section")
    kept = {"first": ("failed_since",), "alike": ("outcome",)}
    upsert(session, SectionState, since, keys=keys, columns=_FACTS, **kept, now=now)
