"""U18, U23: without tokens and without any Battle.net, what is stored stays, says its age, and recovers."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.faults.browser import Browser, refused
from tests.faults.conftest import MakeStack, Say
from tests.faults.harness import PAGE, SELDOM, Stack, wait_until
from tests.faults.observed import check_survived, progress, run_count, wait_for_end
from tests.faults.world_time import pass_time
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import GuildMember
from webapp.words import RunKind, RunOutcome

pytestmark = pytest.mark.fault
DAY, BACK_OFF = timedelta(hours=24), timedelta(minutes=10)


def member_count(stack: Stack) -> int:
    with stack.app.app_context():
        return db.session.scalar(select(func.count()).where(GuildMember.left_at.is_(None))) or 0


def wait_for_new_run(stack: Stack, before: int, outcome: RunOutcome) -> None:
    wait_until(
        lambda: progress(stack).run_id > before and progress(stack).outcome is outcome,
        what=f"a run that ends {outcome}",
        seconds=120,
        every=SELDOM,
    )


class TestTokenEndpointIsDown:
    def test_the_token_at_hand_goes_on_working(self, make_stack: MakeStack) -> None:
        with make_stack(members=30) as stack:
            stack.track()
            wait_for_end(stack)
            before = progress(stack).run_id
            stack.control.add_fault("status", kind="token", status=500)
            stack.control.clear_requests()

            pass_time(stack, DAY)
            stack.ring()

            wait_for_new_run(stack, before, RunOutcome.OK)
            assert stack.control.count("token") == 0
            assert stack.control.count("character-summary") > 0
            check_survived(stack)


class TestBattleNetIsAwayForADay:
    def test_everything_stays_tells_its_age_and_recovers(self, make_stack: MakeStack, say: Say) -> None:
        with make_stack(members=30, has_web=True) as stack, Browser(stack) as browser:
            stack.track()
            wait_for_end(stack)
            before = progress(stack).run_id
            stack.keeper.kill("simulator", stay_away=True)
            pass_time(stack, DAY)
            stack.ring()
            wait_for_new_run(stack, before, RunOutcome.FAILED)

            visits = browser.visit_all()

            assert refused(visits) == []
            assert browser.get(PAGE).text.count(f"{clock.now() - DAY:%-d %b}") >= 30
            assert member_count(stack) == 30
            stack.keeper.resume("simulator")
            pass_time(stack, BACK_OFF)
            wait_for_new_run(stack, progress(stack).run_id, RunOutcome.OK)
            say(f"runs over characters in all: {run_count(stack, RunKind.CHARACTERS)}")
            check_survived(stack)
