"""Members are counted back from today, from the week in which the guild was first read."""

from datetime import UTC, datetime, timedelta

from webapp.history.days import WEEK
from webapp.insights.churn import churn
from webapp.insights.membership import WEEKS, weeks_until
from webapp.insights.page import Comings

RESET = datetime(2026, 11, 18, 4, tzinfo=UTC)
NOW = RESET + timedelta(days=3)
FOUND = {
    RESET.date(): Comings(came=2, went=1),
    (RESET - WEEK).date(): Comings(went=3),
}


class TestChurn:
    def test_each_week_ends_with_the_members_who_the_next_began_with(self) -> None:
        found = churn(weeks_until(RESET, NOW), FOUND, members=10, read_since=RESET - 2 * WEEK)

        assert found is not None
        assert [(one.week_on, one.is_over, one.net, one.members) for one in found.weeks] == [
            (RESET.date(), False, "+1", 10),
            ((RESET - WEEK).date(), True, "−3", 9),
            ((RESET - 2 * WEEK).date(), True, "±0", 12),
        ]
        assert (found.came, found.went, found.net, found.members_then) == (2, 4, "−2", 12)

    def test_before_it_was_read_nothing_is_known(self) -> None:
        weeks = weeks_until(RESET, NOW)

        assert churn(weeks, FOUND, members=10, read_since=None) is None
        late = churn(weeks, FOUND, members=10, read_since=NOW)
        assert late is not None
        assert ([one.week_on for one in late.weeks], late.since) == ([RESET.date()], NOW.date())
        assert len(weeks) == WEEKS + 1
