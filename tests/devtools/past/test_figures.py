"""What somebody was like leads to what they are like."""

from datetime import UTC, datetime, timedelta
from typing import Any

from devtools.past.figures import Stay, Today, snapshots

BEGINS, ENDS = datetime(2026, 9, 2, 4, tzinfo=UTC), datetime(2026, 11, 25, 4, tzinfo=UTC)
ALWAYS = Stay(begins_at=BEGINS, ends_at=ENDS, here=[(BEGINS, ENDS)])
TODAY = Today(item_level=300, rating=2400.5, achievement_points=9000, tier_pieces=4, problem_count=1)
NOBODY = Today(item_level=None, rating=None, achievement_points=None, tier_pieces=None, problem_count=None)
SEEDS = range(60)


def rows(seed: int, stay: Stay = ALWAYS, today: Today = TODAY) -> list[dict[str, Any]]:
    return list(snapshots(today, stay, seed))


class TestSnapshots:
    def test_each_week_has_its_last_day_and_days_differ_or_end_a_week(self) -> None:
        found = rows(1)

        last_days = [row for row in found if (row["taken_on"] - row["week_on"]).days == 6]
        assert len(last_days) == 12
        assert len({row["taken_on"] for row in found}) == len(found)
        assert 12 < len(found) < 84

    def test_ratings_rise_to_that_of_today(self) -> None:
        for seed in SEEDS:
            ratings = [row["mythic_rating"] for row in rows(seed)]
            assert ratings == sorted(ratings)
            assert ratings[-1] <= 2400.5

    def test_some_rise_some_stall_and_some_fall(self) -> None:
        ends = [[row["item_level"] for row in rows(seed)] for seed in SEEDS]

        assert sum(levels[0] + 10 < levels[-1] for levels in ends) > 30
        assert sum(levels[len(levels) // 2] == levels[-1] for levels in ends) > 5
        assert sum(max(levels) > levels[-1] for levels in ends) > 1

    def test_nobody_is_read_while_away_and_before_joining(self) -> None:
        joined, left = BEGINS + timedelta(weeks=2), BEGINS + timedelta(weeks=4)
        stay = Stay(begins_at=BEGINS, ends_at=ENDS, here=[(joined, left)])

        days = [row["taken_on"] for row in rows(1, stay)]

        assert min(days) >= joined.date()
        assert max(days) < left.date()

    def test_what_is_not_known_today_was_never_known(self) -> None:
        assert {row["item_level"] for row in rows(1, today=NOBODY)} == {None}
