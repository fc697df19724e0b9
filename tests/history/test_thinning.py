"""After 90 days a week keeps its last day; before, every day stays."""

from datetime import date, timedelta

from tests.cards.people import Cards
from tests.history.past import RESET, days, take
from webapp.history.days import DAY, WEEK
from webapp.history.thinning import DAILY_FOR, daily_since, thin

LATER = RESET + DAILY_FOR + 10 * DAY
WEEKS = (RESET - WEEK, RESET)


def lived(cards: Cards, name: str = "Thrall") -> int:
    """Add a character that changed on three days of each of two weeks."""
    character_id = cards.character(name)
    for week in WEEKS:
        for number in range(3):
            cards.change(character_id, equipped_item_level=700 + number)
            take(character_id, at=week + 2 * number * DAY, week_start=week)
    return character_id


class TestThin:
    def test_old_weeks_keep_their_last_day(self, cards: Cards) -> None:
        thrall, jaina = lived(cards), lived(cards, "Jaina")

        assert thin(LATER, handful=1) == 8

        kept = {date(2026, 8, 30): 702, date(2026, 9, 6): 702}
        assert (days(thrall), days(jaina)) == (kept, kept)
        assert thin(LATER) == 0

    def test_a_week_that_is_not_old_altogether_is_thinned_as_far_as_it_is(self, cards_here: Cards) -> None:
        thrall = lived(cards_here)

        assert thin(RESET + DAILY_FOR + 2 * DAY) == 3

        assert list(days(thrall)) == [date(2026, 8, 30), date(2026, 9, 4), date(2026, 9, 6)]

    def test_a_dry_run_counts_the_same_and_removes_nothing(self, cards_here: Cards) -> None:
        thrall = lived(cards_here)

        assert (thin(LATER, is_dry=True), len(days(thrall))) == (4, 6)

    def test_without_anybody_there_is_nothing_to_do(self, cards_here: Cards) -> None:
        assert (thin(LATER), cards_here.rows()) == (0, [])


class TestDailySince:
    def test_it_is_ninety_days_ago(self) -> None:
        assert daily_since(RESET) == date(2026, 9, 2) - timedelta(days=90)
