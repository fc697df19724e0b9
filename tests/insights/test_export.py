"""The weeks of a guild as rows of a file."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.insights.test_balance import crew, found
from webapp.history.days import WEEK
from webapp.insights.churn import churn
from webapp.insights.export import BALANCE, GAINS, balance_cells, gains_cells, weeks_cells, weeks_head
from webapp.insights.membership import weeks_until
from webapp.insights.page import MOST_LISTED, Comings, InsightsPage, Spread
from webapp.insights.trends.page import Trends
from webapp.insights.view import LEAST, Then, curve, gains
from webapp.web.guild_heads import GuildHead

RESET = datetime(2026, 11, 18, 4, tzinfo=UTC)
NOW = RESET + timedelta(days=1)


def then(name: str, was: int, realm: str = "Argent Dawn") -> Then:
    """Give a member of item level 712 now, and a rating that stayed."""
    levels: dict[str, Any] = {"item_level": 712, "item_level_then": was}
    return Then(name=name, realm=realm, path="/", class_id=1, rating=1234.0, rating_then=1234.0, **levels)


class TestWeeks:
    def test_a_week_is_a_row_and_what_is_not_told_is_empty(self) -> None:
        weeks = [(RESET - back * WEEK).date() for back in (2, 1)]
        spread = Spread(week_on=weeks[0], number=LEAST, lower=1990, median=2345, upper=2400)
        drawn = curve("rating", "Rating", weeks, [spread])
        assert drawn is not None
        came = {RESET.date(): Comings(came=2, went=1)}
        page = InsightsPage(
            guild=GuildHead(name="G", path="/", realm_name="R", region="eu", faction=None),
            audience=None,
            at=NOW,
            least=LEAST,
            curves=[drawn],
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


class TestBalance:
    def test_each_part_of_the_page_is_a_row(self) -> None:
        balance = found(crew(1, 2), crew(8))

        rows = [dict(zip(BALANCE, row, strict=True)) for row in balance_cells(balance, NOW)]

        assert len(rows) == 4 + 4 + len(balance.buffs) + 13
        tank, mage = rows[0], next(row for row in rows if row["Name"] == "Mage")
        assert (tank["Part"], tank["Members"], tank["One raid"], tank["So"]) == ("Role", 0, 2, "2 short")
        assert (mage["Members"], mage["One raid"], mage["So"], mage["As of"]) == (1, None, None, NOW)


class TestGains:
    def test_each_member_is_a_row_with_figures_as_numbers(self) -> None:
        told = gains([then("Thrall", 700), then("Jaina", 712)], NOW.date())

        rows = [dict(zip(GAINS, row, strict=True)) for row in gains_cells(told, NOW)]

        figures = [(row["Who"], row["Member"], row["Item level gained"], row["Item level"]) for row in rows]
        assert figures[0] == ("gained", "Thrall", 12, 712)
        assert [row["Who"] for row in rows] == ["gained", "did not gain"]
        assert rows[0]["Since"] == NOW.date().isoformat()

    def test_whom_the_page_has_no_room_for_is_there_and_of_two_who_are_called_alike_the_realm(self) -> None:
        many = [then(f"N{number}", 700) for number in range(MOST_LISTED)]
        told = gains([*many, then("Thrall", 700, "Doomhammer"), then("Thrall", 701, "Frostwolf")], NOW.date())

        rows = [dict(zip(GAINS, row, strict=True)) for row in gains_cells(told, NOW)]

        assert len(rows) == MOST_LISTED + 2
        assert [row["Realm"] for row in rows if row["Member"] == "Thrall"] == ["Doomhammer", "Frostwolf"]
