"""The parameters of a moment: the week is told, but not to whom it would tell who was not seen."""

from datetime import timedelta

from tests.support.roll import NOON
from webapp.roster.moment import Moment

RESET = NOON - timedelta(days=3)


class TestMoment:
    def test_the_week_of_states_is_the_regions(self) -> None:
        parameters = Moment(NOON, RESET).parameters(7, seen_days=30)

        assert (parameters["reset_at"], parameters["seen_reset_at"]) == (RESET, RESET)
        assert parameters["seen_border"] == NOON - timedelta(days=30)

    def test_states_know_no_week_where_they_would_tell_who_was_not_seen(self) -> None:
        parameters = Moment(NOON, RESET, tells_seen=False).parameters(7)

        assert (parameters["reset_at"], parameters["seen_reset_at"]) == (RESET, None)
