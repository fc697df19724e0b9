"""What may be shown ends half a day before the thirtieth."""

from datetime import timedelta

import pytest

from tests.support.roll import NOON
from webapp.freshness.retention import is_shown, shown_since

DAY = timedelta(days=1)


class TestIsShown:
    @pytest.mark.parametrize(("age", "shown"), [(29 * DAY, True), (29.5 * DAY, True), (29.6 * DAY, False)])
    def test_it_depends_on_when_it_was_confirmed(self, age: timedelta, *, shown: bool) -> None:
        assert is_shown(NOON - age, NOON) is shown

    def test_what_was_never_read_has_nothing_to_hide(self) -> None:
        assert is_shown(None, NOON)


class TestShownSince:
    def test_the_sweeper_has_two_rounds_before_the_last_moment(self) -> None:
        assert NOON - shown_since(NOON) + 2 * timedelta(hours=6) <= 30 * DAY
