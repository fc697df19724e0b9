"""No regular expression is slow on what somebody may type: its work grows with the length, not its square.

Work is the processor's time of this very thread, compared with that of an expression that is known to look at
each letter once, on texts of the same length and at the same moment; what is slower is measured again.
"""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.architecture.patterns import Found, Text, patterns, texts

SIZE = 50_000
TIMES = 200
"""So much longer than a plain look at each letter an expression may take: one that begins anew at each of
50,000 letters takes 10,000 times as long and more."""
LIMIT = 0.25
"""Seconds of the processor after which a look is ended; a plain one takes less than a thousandth."""
PLAIN = re.compile("[^ab]")
MADE_OF_TYPED = {"webapp/lib/spelling.py"}
"""Where an expression is made of what somebody typed: its own tests say how long that may be."""


class Endless(Exception):
    """A look took longer than any that is linear."""


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """End what the processor is busy with for so long: an expression that never ends is no hung test."""

    def end(_number: int, _frame: object) -> None:
        raise Endless

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def work(pattern: "re.Pattern[Any]", text: Text, *, is_anchored: bool = False) -> float:
    """Return the seconds of the processor that every look for an expression in a text takes."""
    began = time.thread_time()
    with ended_after(LIMIT):
        pattern.match(text)
        pattern.fullmatch(text)
        for _ in () if is_anchored else pattern.finditer(text):
            pass
    return time.thread_time() - began


def is_slow(pattern: "re.Pattern[Any]", text: Text, *, is_anchored: bool) -> bool:
    """Say whether an expression is slow on a text each of three times: once may be somebody else's noise."""
    for _ in range(3):
        plain = max(work(PLAIN, "ab" * (len(text) // 2)), 1e-5)
        try:
            if work(pattern, text, is_anchored=is_anchored) < TIMES * plain:
                return False
        except Endless:
            return True
    return True


def slow_text(pattern: "re.Pattern[Any]", *, is_anchored: bool = False) -> Text | None:
    return next(
        (text for text in texts(pattern, SIZE) if is_slow(pattern, text, is_anchored=is_anchored)), None
    )


FOUND = patterns()


@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.place)
def test_it_looks_at_each_letter_a_few_times_at_most(found: Found) -> None:
    if found.pattern is None:
        assert found.place.partition(":")[0] in MADE_OF_TYPED, "test it beside its module, and list it here"
        return
    text = slow_text(found.pattern, is_anchored=found.is_anchored)

    assert text is None, f"{found.pattern.pattern!r} is slow on {text[:60]!r}…"


@pytest.mark.parametrize("bad", [r"(?:a+)+$", r"\s+$", rb"<a.*?</a>"], ids=["endless", "square", "in bytes"])
def test_one_that_is_slow_is_noticed(bad: str | bytes) -> None:
    assert slow_text(re.compile(bad)) is not None


def test_all_are_found() -> None:
    assert len(FOUND) > 60
    assert len([one for one in FOUND if one.pattern is None]) == len(MADE_OF_TYPED)
