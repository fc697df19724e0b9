"""Write what a look at a guild's reports told: a failure never overwrites good data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.clients.warcraftlogs import SENTENCES, RaidReport
from webapp.lib.errors import ErrorWord
from webapp.models import Character, GuildMember, RaidAttendance, RaidLook
from webapp.models import RaidReport as StoredReport
from webapp.models.upsert import upsert
from webapp.sync.logs.raids.looks import RaidClaim
from webapp.sync.logs.raids.matching import Known, members_in

KEPT_FOR = timedelta(weeks=8)
NO_GUILD = "Warcraft Logs knows no guild of this name on this realm."
HIDDEN = "The guild's reports are hidden on Warcraft Logs."
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Told:
    """Reports since a moment, the newest first, and whether they are all that there are since then."""

    reports: Sequence[RaidReport]
    are_all: bool


def store_reports(session: Session, claim: RaidClaim, told: Told, *, due_at: datetime, now: datetime) -> None:
    """Write reports and who of the guild was in them; those that are gone there, or too old, go."""
    since, guild_id = now - KEPT_FOR, claim.guild_id
    before = _stored(session, guild_id)
    members = _members(session, guild_id, since)
    kept = {one.code: one for one in told.reports}
    reports = [_row(guild_id, one) for one in kept.values()]
    seen = [
        {"guild_id": guild_id, "code": one.code, "character_id": who, "is_benched": is_benched}
        for one in kept.values()
        for who, is_benched in sorted(members_in(one, members).items())
    ]
    _drop(session, guild_id, since, gone=before.keys() - kept if told.are_all and kept else set())
    columns = ("started_at", "zone_id", "zone_name", "players")
    upsert(session, StoredReport, reports, keys=("guild_id", "code"), columns=columns, now=now)
    told_anew = (RaidAttendance.guild_id == guild_id, RaidAttendance.code.in_(sorted(kept)))
    session.execute(delete(RaidAttendance).where(*told_anew))
    keys = ("guild_id", "code", "character_id")
    upsert(session, RaidAttendance, seen, keys=keys, columns=("is_benched",), now=now)
    is_changed = before != {one.code: len(one.players) for one in kept.values()}
    facts = {"succeeded_at": now, "outcome": "ok", "error": None, "failures": 0}
    _note(session, claim, {**facts, **({"changed_at": now} if is_changed else {})}, due_at=due_at, now=now)


def store_failure(
    session: Session, claim: RaidClaim, word: ErrorWord, detail: str, *, due_at: datetime, now: datetime
) -> None:
    """Note that a look brought nothing, and why; what is stored stays."""
    facts = {"outcome": word.value, "error": _sentence(word, detail), "failures": claim.failures + 1}
    _note(session, claim, facts, due_at=due_at, now=now)


def _sentence(word: ErrorWord, detail: str) -> str:
    own = {ErrorWord.NOT_FOUND: NO_GUILD, ErrorWord.FORBIDDEN: HIDDEN}.get(word)
    return own or f"{SENTENCES[word]} {detail}".strip()[:LONGEST_ERROR]


def _note(
    session: Session, claim: RaidClaim, facts: dict[str, Any], *, due_at: datetime, now: datetime
) -> None:
    mine = RaidLook.guild_id == claim.guild_id
    values = {**facts, "attempted_at": now, "next_due_at": due_at, "updated_at": now}
    session.execute(update(RaidLook).where(mine).values(values))


def _row(guild_id: int, report: RaidReport) -> dict[str, Any]:
    return {
        "guild_id": guild_id,
        "code": report.code,
        "started_at": report.started_at,
        "zone_id": report.zone_id,
        "zone_name": report.zone_name,
        "players": len(report.players),
    }


def _stored(session: Session, guild_id: int) -> dict[str, int]:
    query = select(StoredReport.code, StoredReport.players).where(StoredReport.guild_id == guild_id)
    return {row.code: row.players for row in session.execute(query)}


def _members(session: Session, guild_id: int, since: datetime) -> Sequence[Known]:
    """Return who is or was a member since then, and lock them: nobody is forgotten meanwhile."""
    here = or_(GuildMember.left_at.is_(None), GuildMember.left_at >= since)
    rows = session.execute(
        select(Character.id, Character.name, Character.class_id, GuildMember.left_at)
        .join(GuildMember, GuildMember.character_id == Character.id)
        .where(GuildMember.guild_id == guild_id, here)
        .order_by(Character.id)
        .with_for_update(of=Character, key_share=True)
    )
    return [Known(character_id=row[0], name=row[1], class_id=row[2], left_at=row[3]) for row in rows]


def _drop(session: Session, guild_id: int, since: datetime, *, gone: set[str]) -> None:
    for where in (StoredReport.started_at < since, StoredReport.code.in_(sorted(gone))):
        _drop_those(session, guild_id, where)


def _drop_those(session: Session, guild_id: int, where: ColumnElement[bool]) -> None:
    """Remove reports; who was in them goes by itself."""
    session.execute(delete(StoredReport).where(StoredReport.guild_id == guild_id, where))
