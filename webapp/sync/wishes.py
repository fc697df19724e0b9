"""What a person asks for: a row first, then a bell; the same wish again soon joins the first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.models import Character, Guild, SyncRun, SyncTarget
from webapp.sync import jobs, runs
from webapp.sync.claims import WISH_HEAD_START
from webapp.sync.cool_downs import CHARACTER_COOL_DOWN
from webapp.sync.facts import Place
from webapp.sync.places import place_in_queue
from webapp.sync.queries import COOL_DOWN, character_strip, last_wish_at
from webapp.sync.targets import ensure_target
from webapp.words import RunKind, RunTrigger, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What became of a wish: granted, or joined to the one before; ``again_at`` ends the cool-down.

    ``reads_roster`` says that a guild's roster is about to be read, or just being.
    """

    is_granted: bool
    run_id: int | None
    again_at: datetime
    place: Place | None
    reads_roster: bool = False


class NothingToRefresh(Exception):
    """The guild or the character is not there any more."""


def wish_guild_refresh(
    guild_id: int, *, asked_by: int | None, now: datetime, trigger: RunTrigger = RunTrigger.PERSON
) -> Wish:
    """Make a guild's roster and its characters due ahead of everything else, and say when that will be."""
    with transaction() as session:
        wish = wish_within(session, guild_id, asked_by=asked_by, now=now, trigger=trigger)
    if wish.is_granted:
        jobs.ring_wishes()
    return wish


def wish_within(
    session: Session,
    guild_id: int,
    *,
    asked_by: int | None,
    now: datetime,
    trigger: RunTrigger = RunTrigger.PERSON,
) -> Wish:
    """Wish within the caller's transaction, who then rings; the guild is locked, so that one wish waits.

    An operator at the command line is not held back by the cool-down. Raises NothingToRefresh.
    """
    has_cool_down = trigger is not RunTrigger.COMMAND
    if session.get(Guild, guild_id, with_for_update={"key_share": True}) is None:
        raise NothingToRefresh(f"no guild {guild_id}")
    last = last_wish_at(session, guild_id)
    is_granted = not has_cool_down or last is None or now - last >= COOL_DOWN
    if is_granted:
        run_id: int | None = _begin_for_person(session, guild_id, asked_by=asked_by, now=now, trigger=trigger)
        rested_since = now - COOL_DOWN if has_cool_down else now
        _grant(session, guild_id, asked_by=asked_by, now=now, rested_since=rested_since)
        last, reads_roster = now, True
    else:
        scope = runs.guild_scope(guild_id)
        run_id = runs.active_run_id(session, scope, RunKind.ROSTER)
        reads_roster = run_id is not None
        run_id = run_id or runs.active_run_id(session, scope, RunKind.CHARACTERS)
    return Wish(
        is_granted=is_granted,
        run_id=run_id,
        again_at=(last or now) + COOL_DOWN,
        place=place_in_queue(session, guild_id, now),
        reads_roster=reads_roster,
    )


def _grant(
    session: Session, guild_id: int, *, asked_by: int | None, now: datetime, rested_since: datetime
) -> None:
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.claimed_by.is_(None), _is_wanted(guild_id, rested_since))
        .values(next_due_at=now - WISH_HEAD_START, wished_at=now, wished_by=asked_by)
        .execution_options(synchronize_session=False)
    )


def _begin_for_person(
    session: Session, guild_id: int, *, asked_by: int | None, now: datetime, trigger: RunTrigger
) -> int:
    """Return the run that reads the roster; one that began by itself is the person's from now on."""
    begun = runs.begin_or_join(
        session,
        runs.guild_scope(guild_id),
        RunKind.ROSTER,
        now=now,
        trigger=trigger,
        asked_by=asked_by,
    )
    if not begun.is_new:
        theirs = {"trigger": trigger, "asked_by": asked_by, "started_at": now}
        session.execute(update(SyncRun).where(SyncRun.id == begun.run_id).values(theirs))
    return begun.run_id


def _is_wanted(guild_id: int, rested_since: datetime) -> ColumnElement[bool]:
    """Say which targets a wish is about: the roster's, and those of characters who have rested."""
    has_rested = or_(Character.attempted_at.is_(None), Character.attempted_at <= rested_since)
    rested = select(Character.id).where(Character.guild_id == guild_id, has_rested)
    return and_(
        SyncTarget.guild_id == guild_id,
        or_(SyncTarget.kind == TargetKind.ROSTER, SyncTarget.character_id.in_(rested)),
    )


def wish_character_refresh(
    character_id: int, *, asked_by: int | None, now: datetime, has_cool_down: bool = True
) -> Wish:
    """Make one character due ahead of everything else, and say when that will be.

    Whom somebody waits for already, or a worker has, is joined. Just like with guilds, whoever was looked at
    within the cool-down is as fresh as can be, whoever asked for that look.
    """
    with transaction() as session:
        wish = wish_character_within(
            session, character_id, asked_by=asked_by, now=now, has_cool_down=has_cool_down
        )
    if wish.is_granted:
        jobs.ring_wishes()
    return wish


def wish_character_within(
    session: Session, character_id: int, *, asked_by: int | None, now: datetime, has_cool_down: bool = True
) -> Wish:
    """Wish within the caller's transaction, who then rings. Raises NothingToRefresh."""
    target = ensure_target(session, character_id, now)
    if target is None:
        raise NothingToRefresh(f"no character {character_id}")
    is_held = target.claimed_until is not None and target.claimed_until > now
    again_at = character_strip(character_id, now).again_at
    is_granted = target.wished_at is None and not is_held and not (has_cool_down and again_at)
    if is_granted:
        target.next_due_at, target.claimed_by, target.claimed_until = now - WISH_HEAD_START, None, None
        target.wished_at, target.wished_by = now, asked_by
        session.flush()
    strip = character_strip(character_id, now)
    return Wish(
        is_granted=is_granted,
        run_id=runs.active_run_id(session, runs.scope_of(target.guild_id), RunKind.CHARACTERS),
        again_at=strip.again_at or now + CHARACTER_COOL_DOWN,
        place=strip.place,
    )
