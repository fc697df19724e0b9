"""Whatever stops, the operations page says which it is, since when, and what still works, till it is back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.faults.browser import Browser, refused
from tests.faults.conftest import MakeStack, Say
from tests.faults.harness import SELDOM, Stack, wait_until
from tests.faults.observed import wait_for_end
from tests.faults.world_time import pass_time
from webapp.database import transaction
from webapp.models import ClockTick
from webapp.operations.checks import WITHOUT_CLOCK, WITHOUT_REDIS, WITHOUT_SOURCE, WITHOUT_WORKER

pytestmark = pytest.mark.fault
PAGE = "/operations/sync/"
PROGRAMS = ("sync", "interactive", "enrichment", "clock")
TROUBLE = re.compile(
    r"<li>\s*<p>.*?<strong>(?P<subject>.*?)</strong> (?P<words>.*?)\.</p>"
    r"(?:\s*<p class=\"quiet\">(?P<works>.*?)</p>)?",
    re.DOTALL,
)
TOLD_WITHIN = 60.0
"""The clock looks around every 15 s, and a job must end before it tells how its calls went."""
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stops:
    """A part that stops: how, how it is started again, and what the page is to say of it."""

    subject: str
    words: str
    works: str
    stop: Callable[[Stack], object]
    start: Callable[[Stack], object]


def stop_battlenet(stack: Stack) -> None:
    stack.keeper.kill("simulator", stay_away=True)
    pass_time(stack, DAY)
    stack.ring()


def start_battlenet(stack: Stack) -> None:
    stack.keeper.resume("simulator")
    pass_time(stack, DAY)


def stop_clock(stack: Stack) -> None:
    stack.keeper.terminate("clock")
    with stack.app.app_context(), transaction() as session:  # a minute without a tick need not last a minute
        for tick in session.scalars(select(ClockTick)):
            tick.ticked_at -= MINUTE


PARTS = [
    Stops("Battle.net", "does not answer", WITHOUT_SOURCE["Battle.net"], stop_battlenet, start_battlenet),
    Stops("Redis", "does not answer", WITHOUT_REDIS, Stack.kill_redis, Stack.start_redis),
    Stops(
        "The queue “sync”",
        "has no worker",
        WITHOUT_WORKER["sync"],
        lambda stack: stack.keeper.terminate("sync"),
        lambda stack: stack.keeper.resume("sync"),
    ),
    Stops("The clock", "has stopped", WITHOUT_CLOCK, stop_clock, lambda stack: stack.keeper.resume("clock")),
]


def troubles(browser: Browser) -> dict[str, tuple[str, str]]:
    """Return what the page says is wrong: by subject the words with their moment, and what still works."""
    text = browser.get(PAGE).text
    return {
        one["subject"]: (re.sub(r"<[^>]+>", "", one["words"]), one["works"] or "")
        for one in TROUBLE.finditer(text)
    }


def is_told(browser: Browser, part: Stops) -> bool:
    words, works = troubles(browser).get(part.subject, ("", ""))
    return words.startswith(f"{part.words}, since ") and works == part.works


class TestOneAfterAnother:
    def test_the_page_says_which_since_when_and_what_still_works(
        self, make_stack: MakeStack, say: Say
    ) -> None:
        with make_stack(members=20, has_web=True, programs=PROGRAMS) as stack, Browser(stack) as browser:
            stack.track()
            wait_for_end(stack)
            for part in PARTS:
                part.stop(stack)
                said = wait_until(
                    lambda part=part: is_told(browser, part),  # type: ignore[misc]
                    what=f"{part.subject} {part.words}, since when, and {part.works!r}",
                    seconds=TOLD_WITHIN,
                    every=SELDOM,
                )

                assert refused(browser.visit_all()) == []
                part.start(stack)
                back = wait_until(
                    lambda part=part: part.subject not in troubles(browser),  # type: ignore[misc]
                    what=f"{part.subject} to be well again",
                    seconds=2 * TOLD_WITHIN,
                    every=SELDOM,
                )
                say(f"{part.subject}: said after {said:.0f} s, well again after {back:.0f} s")
