"""R1, R2, R3: without Redis, with one that hangs and with one that forgot all, pages and wishes go on."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.faults.browser import Browser, refused, slowest
from tests.faults.conftest import MakeStack, Say
from tests.faults.harness import SELDOM, Stack, wait_until
from tests.faults.observed import check_survived, run_count, wait_for_done, wait_for_end
from tests.faults.world_time import pass_time
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import SyncTarget
from webapp.sync.wishes import wish_guild_refresh
from webapp.words import RunKind

pytestmark = pytest.mark.fault
REST = timedelta(hours=1)
"""After this a wish means every character again, not just the roster."""
A_PAGE_TAKES = 2.0
"""Seconds. Without limits of its own the client waits five seconds and more for a Redis that hangs."""
BACK_WITHIN = 90.0


def synced(stack: Stack) -> None:
    stack.track()
    wait_for_end(stack)
    pass_time(stack, REST)


def wishes(stack: Stack) -> int:
    """Return how many rows say that a person waits."""
    with stack.app.app_context():
        query = select(func.count()).where(SyncTarget.wished_at.is_not(None))
        return db.session.scalar(query) or 0


def wait_for_wish(stack: Stack) -> float:
    return wait_until(
        lambda: wishes(stack) == 0, what="the wish to come true", seconds=BACK_WITHIN, every=SELDOM
    )


class TestRedisIsGone:
    def test_pages_go_on_and_a_wish_waits_in_its_row(self, make_stack: MakeStack, say: Say) -> None:
        with make_stack(members=30, has_web=True) as stack, Browser(stack) as browser:
            synced(stack)
            stack.kill_redis()

            visits = browser.visit_all(rounds=3)
            pressed = browser.press_refresh()

            assert refused(visits) == []
            assert slowest(visits) < A_PAGE_TAKES
            assert "away" in visits[-1].text
            assert (pressed, wishes(stack)) == (303, 31)
            stack.start_redis()
            say(f"Redis back, the wish came true after {wait_for_wish(stack):.1f} s")
            wait_for_end(stack)
            check_survived(stack)


class TestRedisHangs:
    def test_pages_hardly_notice_and_a_wish_waits_in_its_row(self, make_stack: MakeStack, say: Say) -> None:
        with make_stack(members=30, has_web=True) as stack, Browser(stack) as browser:
            synced(stack)
            before = browser.visit_all(rounds=5)

            with stack.hung_redis():
                visits = browser.visit_all(rounds=5)
                pressed = browser.press_refresh()

            say(f"p99 of pages: {slowest(before):.3f} s, with a Redis that hangs {slowest(visits):.3f} s")
            assert refused(visits) == []
            assert slowest(visits) < A_PAGE_TAKES
            assert pressed == 303
            say(f"Redis awake, the wish came true after {wait_for_wish(stack):.1f} s")
            check_survived(stack)


class TestRedisForgets:
    def test_a_sync_under_way_completes_and_the_next_wish_is_heard(
        self, make_stack: MakeStack, say: Say
    ) -> None:
        with make_stack(members=100) as stack:
            stack.track()
            wait_for_done(stack, stack.chance.randrange(1, 70))
            stack.flush_redis()

            wait_for_end(stack)
            pass_time(stack, REST)
            with stack.app.app_context():
                wish_guild_refresh(stack.guild_id, asked_by=None, now=clock.now())

            say(f"after a flush the next wish came true in {wait_for_wish(stack):.1f} s")
            assert run_count(stack, RunKind.ROSTER) == 2
            check_survived(stack, forgiven="InvalidJobOperation")  # the job that RQ was told to forget
