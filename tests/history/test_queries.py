"""Of a character the days of half a year are read, and the newest of what it did."""

from dataclasses import replace

from tests.cards.people import Cards
from tests.history.past import RESET, TODAY, take
from tests.history.test_deeds import KILL, RUN, write
from webapp.history.days import DAY, WEEK
from webapp.history.facts import Day, Deeds
from webapp.history.queries import recent_past


class TestRecentPast:
    def test_they_come_in_order_and_no_older_ones(self, cards: Cards) -> None:
        thrall, jaina = cards.character(mythic_rating=2400.5), cards.character("Jaina")
        for number, week in ((0, RESET - 30 * WEEK), (1, RESET), (2, RESET + DAY)):
            cards.change(thrall, equipped_item_level=700 + number)
            take(thrall, jaina, at=week, week_start=week)

        days, _ = recent_past(thrall, RESET + WEEK, most=9)

        assert days == [
            Day(taken_on=TODAY, week_on=TODAY, item_level=701, rating=2400.5),
            Day(taken_on=TODAY + DAY, week_on=TODAY + DAY, item_level=702, rating=2400.5),
        ]

    def test_the_newest_come_first_and_so_many_at_most(self, cards: Cards) -> None:
        thrall, jaina = cards.character(), cards.character("Jaina")
        runs = [replace(RUN, completed_at=RUN.completed_at + number * DAY) for number in range(3)]
        kills = [replace(KILL, killed_at=KILL.killed_at + number * DAY) for number in range(3)]
        write(thrall, Deeds(runs, kills))
        write(jaina, Deeds([RUN], [KILL]))

        _, deeds = recent_past(thrall, RESET + WEEK, most=2)

        assert deeds == Deeds(runs[:0:-1], kills[:0:-1])
