"""A page waits for a minute, whatever its address says."""

from datetime import timedelta

import pytest

from tests.support.roll import NOON
from webapp.characters.waiting import WAITS_FOR, is_waiting, waiting_path

PRESS = str(int(NOON.timestamp()))


class TestIsWaiting:
    @pytest.mark.parametrize(
        ("after", "waits"),
        [(timedelta(0), True), (WAITS_FOR - timedelta(seconds=1), True), (WAITS_FOR, False)],
    )
    def test_it_ends_a_minute_after_the_press(self, after: timedelta, *, waits: bool) -> None:
        assert is_waiting(PRESS, NOON + after) is waits

    @pytest.mark.parametrize("asked", ["", "yes", "-1", "1e9", "9" * 30, str(int(NOON.timestamp()) + 5)])
    def test_what_is_no_press_before_now_waits_for_nothing(self, asked: str) -> None:
        assert not is_waiting(asked, NOON)


class TestWaitingPath:
    def test_a_page_that_is_led_to_so_waits(self) -> None:
        path = waiting_path("/characters/eu/argent-dawn/Jaina", NOON)

        assert path == f"/characters/eu/argent-dawn/Jaina?asked={PRESS}"
