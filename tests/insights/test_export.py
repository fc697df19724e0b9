"""The weeks of a guild as rows of a file."""

from datetime import UTC, datetime, timedelta

from webapp.history.days import WEEK
from webapp.insights.churn import churn
from webapp.insights.export import weeks_cells, weeks_head
from webapp.insights.membership import weeks_until
from webapp.insights.page import Comings, GuildHead, InsightsPage, Spread
from webapp.insights.trends.page import Trends
from webapp.insights.view import LEAST, curve

RESET = datetime(2026, 11, 18, 4, tzinfo=UTC)
NOW = RESET + timedelta(days=1)


class TestWeeks:
    def test_a_week_is_a_row_and_what_is_not_told_is_empty(self) -> None:
        weeks = [(RESET - back * WEEK).date() for back in (2, 1)]
        spread = Spread(week_on=weeks[0], number=LEAST, lower=1990, median=2345, upper=2400)
        found = curve("rating", "Rating", weeks, [spread])
        assert found is not None
        came = {RESET.date(): Comings(came=2, went=1)}
        page = InsightsPage(
            guild=GuildHead(name="G", path="/", realm_name="R", region="eu", faction=None),
            audience=None,
            at=NOW,
            least=LEAST,
            curves=[found],
            churn=churn(weeks_until(RESET, NOW), came, members=9, read_since=RESET - WEEK),
            balance=None,
            gains=None,
            trends=Trends(at=None, least=5, least_runs=20),
            attendance=None,
            closed=(),
        )

        rows = [dict(zip(weeks_head(page), cells, strict=True)) for cells in weeks_cells(page)]

        assert [(row["Week from"], row["Came"], row["Rating: median"]) for row in rows] == [
            ("2026-11-18", 2, None),
            ("2026-11-11", 0, None),
            ("2026-11-04", None, 2345),
        ]
