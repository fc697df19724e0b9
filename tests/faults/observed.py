"""What a test sees of a stack: progress in the database, requests of the world, logs."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlalchemy import func, select

from tests.faults.harness import SECRETS, SELDOM, Stack, wait_until
from tests.support.invariants import check_invariants
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, SectionState, SyncRun
from webapp.sync import runs
from webapp.words import RunKind, RunOutcome, Section

if TYPE_CHECKING:
    from simulator import Simulator

TOKEN = re.compile(r"\bEU[A-Za-z0-9]{32}\b")
"""An access token as the simulator writes it."""
TRACEBACK = "Traceback (most recent call last)"
LOCKED = "database is locked"
SYNC_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the newest run over characters is."""

    run_id: int
    done: int
    planned: int
    outcome: RunOutcome | None


def progress(stack: Stack) -> Progress:
    """Return how far the newest run over characters is; nothing of it before there is one."""
    with stack.app.app_context():
        query = select(SyncRun).where(SyncRun.kind == RunKind.CHARACTERS).order_by(SyncRun.id.desc()).limit(1)
        run = db.session.scalar(query)
        if run is None:
            return Progress(0, 0, 0, None)
        return Progress(run.id, run.done, run.planned, run.outcome)


def run_count(stack: Stack, kind: RunKind, *, is_active: bool = False) -> int:
    """Return how many runs of a kind there were, or are."""
    with stack.app.app_context():
        query = select(func.count()).select_from(SyncRun).where(SyncRun.kind == kind)
        return db.session.scalar(query.where(SyncRun.finished_at.is_(None)) if is_active else query) or 0


def wait_for_done(stack: Stack, done: int) -> Progress:
    """Wait until a run has done so many characters."""
    wait_until(lambda: progress(stack).done >= done, what=f"{done} characters", seconds=SYNC_WITHIN)
    return progress(stack)


def is_complete(stack: Stack) -> bool:
    """Say whether a run over the whole guild has ended and nothing is left that is due or held."""
    with stack.app.app_context():
        left = runs.remaining(db.session(), stack.guild_id, clock.now())
    now = progress(stack)
    return now.outcome is not None and now.done >= stack.plan.members and left == 0


def wait_for_end(stack: Stack, *, seconds: float = SYNC_WITHIN) -> float:
    """Wait until the guild is whole; return how many seconds that took."""
    return wait_until(lambda: is_complete(stack), what="the end of the sync", seconds=seconds, every=SELDOM)


def fetched_more_than_once(stack: Stack) -> Counter[str]:
    """Return the members whom the world was asked for again, with how often."""
    asked = Counter(
        f"{one['name']}-{one['realm']}"
        for one in stack.control.requests(listed=True)["requests"]
        if one["kind"] == "character-summary"
    )
    return Counter({name: number for name, number in asked.items() if number > 1})


NOT_EVERYBODYS = (Section.STATUS, Section.MYTHIC_SEASON, Section.LOGS)
"""Asked for now and then, only of those who ran a key, and only where Warcraft Logs is connected."""


def unfetched(stack: Stack) -> list[str]:
    """Return the members with a public profile of whom something is missing."""
    public = {one["id"]: one["name"] for one in stack.control.members() if one["has_profile"]}
    with stack.app.app_context():
        rows = db.session.execute(
            select(Character.bnet_character_id, func.count())
            .join(SectionState, SectionState.character_id == Character.id)
            .where(SectionState.succeeded_at.is_not(None), SectionState.section.not_in(NOT_EVERYBODYS))
            .group_by(Character.bnet_character_id)
        )
        found = {row[0]: row[1] for row in rows}
    least = len(Section) - len(NOT_EVERYBODYS)
    return [name for bnet_id, name in public.items() if found.get(bnet_id, 0) < least]


def check_survived(stack: Stack, *, is_settled: bool = True, forgiven: str | None = None) -> None:
    """Fail when data is wrong or doubled, a program met an exception, or a log tells a secret.

    ``forgiven`` is an exception that the fault itself makes unavoidable, and that was dealt with.
    """
    world = cast("Simulator", stack)  # the check needs nothing of it but its control
    check_invariants(stack.app, world, now=clock.now(), is_settled=is_settled)
    if is_settled:
        assert unfetched(stack) == []
    for name, text in stack.keeper.logs().items():
        bad = [line for line in text.splitlines() if _is_bad(line, forgiven)]
        assert bad == [], f"the log of {name} tells of trouble: {bad}"
        assert [secret for secret in SECRETS if secret in text] == [], name
        assert TOKEN.search(text) is None, name


def _is_bad(line: str, forgiven: str | None) -> bool:
    if LOCKED in line:
        return True
    return TRACEBACK in line and (forgiven is None or forgiven not in line)
