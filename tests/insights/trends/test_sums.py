"""Of too few people nothing is told, nor what a difference would tell."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.history.days import WEEK
from webapp.insights.trends.page import Count
from webapp.insights.trends.sums import Sum, sevens

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def count(people: int, *, back: int = 0, runs: int = 30) -> Count:
    return Count(scope=0, weeks_back=back, class_id=1, spec_id=72, people=people, runs=runs, timed=15)


class TestSum:
    @pytest.mark.parametrize(("runs", "rate"), [(19, None), (20, 0.75)])
    def test_a_rate_needs_twenty_runs(self, runs: int, rate: float | None) -> None:
        assert Sum(5, runs, 15).rate == rate

    def test_counts_add_up(self) -> None:
        assert Sum.of([count(2), count(3, runs=1)]) == Sum(5, 31, 30)


class TestSevens:
    @pytest.mark.parametrize(
        ("everybody", "own", "why"),
        [
            (0, 0, "none known"),
            (4, 0, "fewer than 5 players: too few to say"),
            (5, 0, ""),
            (9, 5, "fewer than 5 players of other guilds: too few to say"),
            (9, 4, ""),
            (5, 5, "fewer than 5 players of other guilds: too few to say"),
        ],
    )
    def test_of_too_few_nothing_is_told(self, everybody: int, own: int, why: str) -> None:
        found = sevens([count(everybody)], AT, weeks=0, since=None, without=[count(own)] if own else [])

        assert [one.why for one in found] == [why]

    @pytest.mark.parametrize(
        ("since", "unread"),
        [(AT - 2 * WEEK, [False, False, True]), (AT - 2 * WEEK + timedelta(seconds=1), [False, True, True])],
    )
    def test_what_began_before_anybody_was_read_is_not_known(
        self, since: datetime, unread: list[bool]
    ) -> None:
        counts = [count(9, back=back) for back in range(3)]

        found = sevens(counts, AT, weeks=2, since=since, without=())

        assert [one.why == "not read yet" for one in found] == unread
        assert [one.ends_at for one in found] == [AT, AT - WEEK, AT - 2 * WEEK]

    def test_as_long_as_nobody_is_read_only_the_last_seven_days_are_known(self) -> None:
        counts = [count(9, back=back) for back in range(2)]

        found = sevens(counts, AT, weeks=1, since=None, without=())

        assert [one.why for one in found] == ["", "not read yet"]
