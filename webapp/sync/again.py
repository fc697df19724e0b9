"""Look again at many characters, later at them, or at one as if for the first time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, delete, select, update
from sqlalchemy.orm import Session

from webapp.cards import store
from webapp.models import Character, Guild, SectionState, SyncTarget
from webapp.models.personal import TOLD_BY_PROFILES
from webapp.models.upsert import chunks, lock_characters, lock_guilds
from webapp.sync.claims import MOST_DEATHS
from webapp.sync.pausing import pauses_at
from webapp.sync.seen import BATTLENET
from webapp.sync.sightings import read_sightings
from webapp.words import PauseScope, Section, TargetKind

PARKED_FOR = timedelta(days=7)
_ONCE_MORE = case((SyncTarget.deaths >= MOST_DEATHS, MOST_DEATHS - 1), else_=SyncTarget.deaths)
"""Who presses gives what was put aside one more try, in which nothing else is held beside it."""
PAUSED = "Battle.net is not asked at present, somebody paused it: what is dropped now could not be read anew."
AWAY = "Battle.net does not answer at present: what is dropped now could not be read anew."


def kind_of(section: Section) -> TargetKind:
    """Return what has to be looked at for a section: logs by themselves, all else with their character."""
    return TargetKind.LOGS if section is Section.LOGS else TargetKind.CHARACTER


def make_due(
    session: Session, character_ids: Select[*tuple[Any, ...]], section: Section, now: datetime
) -> int:
    """Make looks due now; what a worker holds or somebody waits for is under way already.

    What was put aside because workers died at it is tried again, alone.
    """
    return _move(session, character_ids, section, {"next_due_at": now, "deaths": _ONCE_MORE})


def park(session: Session, character_ids: Select[*tuple[Any, ...]], section: Section, now: datetime) -> int:
    """Put looks off for a week; what a worker holds or somebody waits for stays."""
    return _move(session, character_ids, section, {"next_due_at": now + PARKED_FOR})


def _move(
    session: Session, character_ids: Select[*tuple[Any, ...]], section: Section, values: Mapping[str, Any]
) -> int:
    """Move targets, locked in the order of their ids, as everybody locks: a group may be half of a guild."""
    free = (SyncTarget.claimed_by.is_(None), SyncTarget.wished_at.is_(None))
    mine = (SyncTarget.kind == kind_of(section), SyncTarget.character_id.in_(character_ids), *free)
    ids = session.scalars(select(SyncTarget.id).where(*mine).order_by(SyncTarget.id).with_for_update()).all()
    for chunk in chunks(ids, 500):
        moved = update(SyncTarget).where(SyncTarget.id.in_(chunk)).values(**values)
        session.execute(moved.execution_options(synchronize_session=False))
    return len(ids)


def why_unreadable(session: Session, character_id: int, now: datetime) -> str | None:
    """Say why Battle.net would not tell anew what is dropped of a character now; None where it would."""
    guild_id = session.scalar(select(Character.guild_id).where(Character.id == character_id))
    pauses = pauses_at(session, now)
    pause = pauses.over(PauseScope.BATTLENET) if guild_id is None else pauses.over_guild(guild_id)
    if pause is not None:
        return PAUSED
    seen = read_sightings(session).get(BATTLENET)
    return AWAY if seen is not None and seen.trouble_since is not None else None


def forget_answers(session: Session, character_id: int, now: datetime) -> bool:
    """Drop all that can be read anew about a character, and what was built of it; say whether there is one.

    Its logs are due at once: they are looked at by themselves, and not with the profile.
    Kept seasons and what programs gave stay. Locks come in the order that everybody keeps: guild, character,
    target, card.
    """
    guild_id = session.scalar(select(Character.guild_id).where(Character.id == character_id))
    lock_guilds(session, [] if guild_id is None else [guild_id])
    lock_characters(session, [character_id])
    nothing: dict[str, Any] = dict.fromkeys(TOLD_BY_PROFILES)
    result = session.execute(
        update(Character)
        .where(Character.id == character_id)
        .values(**nothing, attempted_at=None, outcome=None, error=None, failures=0)
    )
    if not result.rowcount:  # type: ignore[attr-defined]
        return False
    targets = select(SyncTarget.id).where(SyncTarget.character_id == character_id).order_by(SyncTarget.id)
    session.execute(targets.with_for_update()).all()
    store.forget_built(session, [character_id], now)
    session.execute(delete(SectionState).where(SectionState.character_id == character_id))
    logs = (SyncTarget.character_id == character_id, SyncTarget.kind == TargetKind.LOGS)
    session.execute(update(SyncTarget).where(*logs).values(next_due_at=now))
    if guild_id is not None:
        version = {"data_version": Guild.data_version + 1}
        session.execute(update(Guild).where(Guild.id == guild_id).values(version))
    return True
