"""A strip asks for itself while something moves, and once more."""

from datetime import datetime, timedelta

import pytest

from tests.support.roll import NOON
from webapp.web.asking_again import trigger_of, whole_second


class TestWholeSecond:
    @pytest.mark.parametrize(("given", "told"), [(0, 0), (0.5, 1), (32, 32), (60.001, 61)])
    def test_it_is_never_before_the_moment_nor_much_later(self, given: float, told: int) -> None:
        assert whole_second(NOON + timedelta(seconds=given)) == NOON + timedelta(seconds=told)


class TestTriggerOf:
    def test_what_is_under_way_is_asked_for_every_two_seconds(self) -> None:
        assert trigger_of(is_active=True, again_at=NOON, now=NOON) == "every 2s"

    @pytest.mark.parametrize("seconds", [300, 0.2])
    def test_a_cool_down_is_waited_for_to_its_end(self, seconds: float) -> None:
        again_at = NOON + timedelta(seconds=seconds)

        assert trigger_of(is_active=False, again_at=again_at, now=NOON) == "back"

    @pytest.mark.parametrize("again_at", [None, NOON, NOON - timedelta(seconds=1)])
    def test_else_nothing_is_asked(self, again_at: datetime | None) -> None:
        assert trigger_of(is_active=False, again_at=again_at, now=NOON) == ""
