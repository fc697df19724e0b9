"""The whole engine at one moment, for `flask sync status` and for officers."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember, HeldRoster, SyncRun, SyncTarget
from webapp.sync.claims import WISH_HORIZON
from webapp.sync.facts import GuildFacts, Overview
from webapp.sync.queries import active_runs, run_facts
from webapp.words import TargetKind

RECENT_RUNS = 10
COUNTED = (TargetKind.ROSTER, TargetKind.CHARACTER)
"""What is said to be due; cards and logs are made from what those bring."""


def sync_overview(now: datetime) -> Overview:
    """Return guilds, runs and what is due; the governor's state is the caller's to add."""
    session = db.session()
    due = SyncTarget.next_due_at <= now
    recent = session.scalars(
        select(SyncRun)
        .where(SyncRun.finished_at.is_not(None))
        .order_by(SyncRun.started_at.desc(), SyncRun.id.desc())
        .limit(RECENT_RUNS)
    )
    return Overview(
        at=now,
        guilds=_guilds(session, now),
        active=active_runs(session, now),
        recent=tuple(run_facts(run, now) for run in recent),
        characters_due=_count(session, due, SyncTarget.kind == TargetKind.CHARACTER),
        rosters_due=_count(session, due, SyncTarget.kind == TargetKind.ROSTER),
        wishes=_count(session, SyncTarget.next_due_at <= now - WISH_HORIZON),
        claimed=_count(session, SyncTarget.claimed_until > now),
        oldest_due_at=session.scalar(
            select(func.min(SyncTarget.next_due_at)).where(
                due, SyncTarget.kind.in_(COUNTED), SyncTarget.wished_at.is_(None)
            )
        ),
        failures=_failures(session),
    )


def _count(session: Session, *where: object) -> int:
    return session.scalar(select(func.count()).select_from(SyncTarget).where(*where)) or 0  # type: ignore[arg-type]


def _failures(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(Character.outcome, func.count())
        .where(Character.outcome.is_not(None), Character.outcome != "ok")
        .group_by(Character.outcome)
        .order_by(Character.outcome)
    )
    return {str(word): number for word, number in rows}


def _guilds(session: Session, now: datetime) -> tuple[GuildFacts, ...]:
    members = (
        select(func.count())
        .where(GuildMember.guild_id == Guild.id, GuildMember.left_at.is_(None))
        .scalar_subquery()
    )
    due = (
        select(func.count())
        .where(
            SyncTarget.guild_id == Guild.id,
            SyncTarget.kind == TargetKind.CHARACTER,
            SyncTarget.next_due_at <= now,
        )
        .scalar_subquery()
    )
    held = select(HeldRoster.guild_id).where(HeldRoster.guild_id == Guild.id).exists()
    rows = session.execute(
        select(
            Guild.id,
            Guild.region,
            Guild.realm,
            Guild.name,
            members.label("members"),
            Guild.roster_succeeded_at,
            Guild.roster_outcome,
            held.label("has_held_roster"),
            due.label("characters_due"),
            Guild.archived_at,
        ).order_by(Guild.region, Guild.realm, Guild.name)
    )
    return tuple(GuildFacts(**row) for row in rows.mappings())
