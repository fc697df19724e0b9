"""W7: a member at whom each worker dies is put aside after the third, and everybody else is looked at."""

import pytest
from sqlalchemy import select

from tests.faults.conftest import MakeStack, Say
from tests.faults.harness import Stack, wait_until
from tests.faults.observed import check_survived
from webapp.extensions import db
from webapp.models import Character, SyncTarget
from webapp.sync.claims import MOST_DEATHS
from webapp.sync.quarantine import SAID
from webapp.words import TargetKind

pytestmark = pytest.mark.fault
MEMBERS = 30
HELD_FOR_MS = 3_000
"""So long the world keeps the worker busy with the deadly one: time enough to kill it."""
WITHIN = 120.0


def deadly_target(stack: Stack, name: str) -> SyncTarget | None:
    """Return the target of the deadly one, once there is one."""
    with stack.app.app_context():
        query = select(SyncTarget).join(Character, Character.id == SyncTarget.character_id)
        own = (Character.name == name, SyncTarget.kind == TargetKind.CHARACTER)
        return db.session.scalars(query.where(*own)).one_or_none()


def outcomes(stack: Stack) -> dict[str, str | None]:
    with stack.app.app_context():
        return {row.name: row.error for row in db.session.execute(select(Character.name, Character.error))}


def is_looked_at(stack: Stack) -> bool:
    """Say whether everybody was looked at, the deadly one included, who never succeeds."""
    with stack.app.app_context():
        attempted = db.session.scalars(select(Character.attempted_at)).all()
    return len(attempted) == MEMBERS and None not in attempted


class TestPoison:
    def test_three_workers_die_at_it_and_the_others_go_on(self, make_stack: MakeStack, say: Say) -> None:
        with make_stack(members=MEMBERS, programs=("sync", "clock")) as stack:
            deadly = next(one for one in stack.control.members() if one["has_profile"])
            slug = {"realm": deadly["realm"], "name": deadly["name"].lower()}
            stack.control.add_fault("delay", kind="character-summary", delay_ms=HELD_FOR_MS, **slug)
            stack.track()
            for deaths in range(MOST_DEATHS):
                wait_until(
                    lambda deaths=deaths: is_held(deadly_target(stack, deadly["name"]), deaths),  # type: ignore[misc]
                    what=f"worker {deaths + 1} to hold it",
                    seconds=WITHIN,
                )
                wait_until(lambda: stack.keeper.kill_child("sync") is not None, what="a work horse to kill")

            seconds = wait_until(lambda: is_looked_at(stack), what="everybody", seconds=WITHIN)

            say(f"put aside, and everybody else looked at, {seconds:.1f} s after the third death")
            assert {name for name, error in outcomes(stack).items() if error == SAID} == {deadly["name"]}
            check_survived(stack, is_settled=False)  # the deadly one is never read


def is_held(target: SyncTarget | None, deaths: int) -> bool:
    return target is not None and target.claimed_by is not None and target.deaths == deaths
