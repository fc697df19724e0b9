"""Whose logs are kept fresh, and what brings them forward: set-based, cheap when nothing is to be done."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, literal, or_, select, update
from sqlalchemy.orm import Session

from webapp.config import current_settings
from webapp.freshness.logs import HASTY_PERIOD
from webapp.models import Character, PageView, SectionState, SyncTarget
from webapp.models.upsert import insert_into, upsert
from webapp.seasons import season_at
from webapp.words import REGIONS, Section, TargetKind

_COLUMNS = ("kind", "guild_id", "character_id", "next_due_at", "created_at", "updated_at")


def make_logs_due(session: Session, character_ids: Collection[int], now: datetime) -> None:
    """Have these characters' logs looked at soon, if Warcraft Logs is connected and they are of age."""
    if not current_settings().is_logs_connected:
        return
    wanted = (Character.id.in_(sorted(set(character_ids))), _is_of_age(now))
    found = session.execute(
        select(Character.id, Character.guild_id).where(*wanted).order_by(Character.id)
    ).all()
    rows = [
        {"kind": TargetKind.LOGS, "guild_id": row.guild_id, "character_id": row.id, "next_due_at": now}
        for row in found
    ]
    columns = ("guild_id", "next_due_at")
    upsert(session, SyncTarget, rows, keys=("character_id", "kind"), columns=columns, now=now)


def insert_missing_targets(session: Session, now: datetime) -> None:
    """Give everybody who is kept fresh and of age a target that is due now, where there is none."""
    of_character = SyncTarget.character_id == Character.id
    is_tracked = exists().where(of_character, SyncTarget.kind == TargetKind.CHARACTER)
    has_one = exists().where(of_character, SyncTarget.kind == TargetKind.LOGS)
    stamps = (literal(now, SyncTarget.next_due_at.type) for _ in range(3))
    rows = select(
        literal(TargetKind.LOGS, SyncTarget.kind.type), Character.guild_id, Character.id, *stamps
    ).where(is_tracked, ~has_one, _is_of_age(now))
    session.execute(
        insert_into(session, SyncTarget).from_select(list(_COLUMNS), rows).on_conflict_do_nothing()
    )


def hasten(session: Session, now: datetime) -> None:
    """Bring forward who has raided since the last look (reports take a while), or whose page is looked at."""
    looked = (
        SectionState.character_id == SyncTarget.character_id,
        SectionState.section == Section.LOGS,
        SectionState.outcome == "ok",  # elsewhere haste is of no use: a failure, or nothing there
    )
    rested = exists().where(*looked, SectionState.attempted_at <= now - HASTY_PERIOD)
    _bring_forward(session, exists().where(*looked) & _has_raided(now), to=now + HASTY_PERIOD)
    _bring_forward(session, rested & _is_watched(now), to=now)


def put_off(session: Session, *, until: datetime) -> None:
    """Let nobody's logs be due before a moment."""
    _move(session, SyncTarget.next_due_at < until, to=until)


def _bring_forward(session: Session, where: ColumnElement[bool], *, to: datetime) -> None:
    _move(session, SyncTarget.next_due_at > to, where, to=to)


def _move(session: Session, *where: ColumnElement[bool], to: datetime) -> None:
    """Move targets that nobody holds; those that somebody writes to now stay, so that nobody waits."""
    free = (SyncTarget.kind == TargetKind.LOGS, SyncTarget.claimed_by.is_(None))
    ids = select(SyncTarget.id).where(*free, *where).with_for_update(skip_locked=True, of=SyncTarget)
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.id.in_(ids))
        .values(next_due_at=to)
        .execution_options(synchronize_session=False)
    )


def _is_of_age(now: datetime) -> ColumnElement[bool]:
    """Say in SQL whether a character is of its season's level, and Battle.net was asked what its role is."""
    has_role = Character.role.is_not(None) | Character.attempted_at.is_not(None)
    return or_(*_grown_up(now)) & has_role


def _grown_up(now: datetime) -> Iterable[ColumnElement[bool]]:
    for region in REGIONS:
        cap = season_at(region, now).level_cap
        is_here = Character.region == region
        yield is_here if cap is None else is_here & (Character.level >= cap)


def _has_raided(now: datetime) -> ColumnElement[bool]:
    raids, looked = SectionState.__table__.alias("raids"), SectionState.__table__.alias("looked")
    return exists().where(
        raids.c.character_id == SyncTarget.character_id,
        raids.c.section == Section.RAIDS,
        raids.c.changed_at > now - timedelta(days=1),
        looked.c.character_id == SyncTarget.character_id,
        looked.c.section == Section.LOGS,
        looked.c.attempted_at < raids.c.changed_at,
    )


def _is_watched(now: datetime) -> ColumnElement[bool]:
    return exists().where(PageView.character_id == SyncTarget.character_id, PageView.day == now.date())
