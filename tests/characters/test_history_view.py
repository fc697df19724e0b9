"""Snapshots become weeks: a table, pictures, and gaps where nobody knows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.characters.test_deeds_view import KILL, RUN
from webapp.characters.deeds_view import MOST_DEEDS
from webapp.characters.history_page import HistoryView
from webapp.characters.history_view import MOST_WEEKS, history_view
from webapp.history.facts import Day, Deeds
from webapp.seasons.facts import SeasonBefore

START = date(2026, 9, 2)
WEEK, DAY = timedelta(days=7), timedelta(days=1)


def snapshot(week: int, item_level: int | None = 700, *, on: int = 6, rating: float | None = 2000.0) -> Day:
    """Return a snapshot of the week of that number, on a day of it."""
    week_on = START + week * WEEK
    return Day(taken_on=week_on + on * DAY, week_on=week_on, item_level=item_level, rating=rating)


def seen(*days: Day, in_week: float | None = None) -> HistoryView:
    """Return the view in the running week: that of the last snapshot, or a later one."""
    last = days[-1].week_on if in_week is None else START + in_week * WEEK
    view = history_view(days, datetime(last.year, last.month, last.day, 20, tzinfo=UTC) + 2 * DAY)
    assert view is not None
    return view


class TestWeeks:
    def test_without_a_snapshot_there_is_nothing(self) -> None:
        assert history_view([], datetime(2026, 9, 2, tzinfo=UTC)) is None

    def test_a_week_is_what_its_last_day_says_the_newest_first(self) -> None:
        view = seen(snapshot(0, 700, on=1), snapshot(0, 705), snapshot(1, 712))

        assert [(week.week_on, week.item_level) for week in view.weeks] == [
            (START + WEEK, "712"),
            (START, "705"),
        ]
        assert view.as_of == START + WEEK + 6 * DAY

    def test_changes_are_told_against_the_week_before(self) -> None:
        view = seen(
            snapshot(0, 700, rating=2400.6), snapshot(1, 712, rating=1399.7), snapshot(2, 712, rating=1399.7)
        )

        assert [(week.item_level_change, week.rating_change) for week in view.weeks] == [
            ("", ""),
            ("+12", "−1,001"),
            ("", ""),
        ]

    def test_a_week_between_without_a_snapshot_is_a_gap_and_compares_with_nothing(self) -> None:
        view = seen(snapshot(0), snapshot(2, 712))

        assert [week.is_known for week in view.weeks] == [True, False, True]
        assert (view.gaps, view.weeks[0].item_level_change) == (1, "")

    def test_weeks_that_ended_since_are_gaps_and_the_running_one_is_none(self) -> None:
        view = seen(snapshot(0), snapshot(1), in_week=4)

        assert [week.is_known for week in view.weeks] == [False, False, True, True]

    def test_a_week_that_has_only_just_ended_is_no_gap_yet(self) -> None:
        at = datetime(2026, 9, 16, 5, tzinfo=UTC)

        view = history_view([snapshot(0)], at)

        assert view is not None
        assert view.gaps == 0

    def test_weeks_that_began_on_other_days_find_their_place(self) -> None:
        odd = Day(taken_on=START + DAY, week_on=START - DAY, item_level=700, rating=None)

        assert [week.is_known for week in seen(odd, snapshot(1)).weeks] == [True, True]

    def test_no_more_are_shown_than_half_a_year(self) -> None:
        view = seen(snapshot(-40), *(snapshot(number) for number in range(30)))

        assert (len(view.weeks), view.first_on) == (MOST_WEEKS, START + 4 * WEEK)

    def test_what_is_not_known_is_a_dash(self) -> None:
        (week,) = seen(snapshot(0, None, rating=None)).weeks

        assert (week.item_level, week.rating) == ("—", "—")


class TestCurves:
    def test_they_say_in_words_what_they_draw(self) -> None:
        level, rating = seen(snapshot(0, 700, rating=1800), snapshot(2, 712, rating=2400)).curves

        assert level.words == (
            "Item level, 700 first and 712 last, lowest 700, highest 712, in 3 weeks, 1 of them unknown"
        )
        assert (level.last, rating.last, rating.range) == ("712", "2,400", "from 1,800 to 2,400")

    def test_a_line_ends_at_a_gap_and_goes_on_behind_it(self) -> None:
        days = [snapshot(0, 700), snapshot(1, 705), snapshot(3, 710)]

        level = seen(*days).curves[0]

        assert level.line == "M6 90L202 48M594 6"
        assert level.dots == "M6 90h0M202 48h0M594 6h0"
        assert level.gaps == [(202, 392)]

    def test_what_never_changed_lies_in_the_middle(self) -> None:
        level, _ = seen(snapshot(0), snapshot(1)).curves

        assert level.line == "M6 48L594 48"

    @pytest.mark.parametrize("days", [[snapshot(0)], [snapshot(0, None), snapshot(1)]])
    def test_one_point_is_no_line(self, days: list[Day]) -> None:
        assert "Item level" not in [curve.title for curve in seen(*days).curves]


class TestDeeds:
    def test_they_are_told_where_there_is_no_snapshot_yet(self) -> None:
        view = history_view([], datetime(2026, 9, 2, tzinfo=UTC), deeds=Deeds([RUN], [KILL]))

        assert view is not None
        assert (len(view.runs), len(view.kills), view.weeks, view.has_more) == (1, 1, (), False)

    def test_of_many_the_newest_are_told_and_that_there_are_others(self) -> None:
        view = history_view([], datetime(2026, 9, 2, tzinfo=UTC), deeds=Deeds([RUN] * (MOST_DEEDS + 1)))

        assert view is not None
        assert (len(view.runs), view.has_more) == (MOST_DEEDS, True)


class TestSeasonBefore:
    def rated(self, *days: Day, since: int = 0) -> str | None:
        """Return the rating at the end of the season that began with a week and ended with the second."""
        start, until = START + since * WEEK, START + 2 * WEEK
        moments = [datetime(day.year, day.month, day.day, 4, tzinfo=UTC) for day in (start, until)]
        season = SeasonBefore(name="Season 1", since=moments[0], until=moments[1])
        view = history_view(days, moments[1] + 2 * WEEK, season=season)
        assert view is not None
        return None if view.season_before is None else view.season_before.rating

    def test_it_is_the_last_that_is_known_before_the_present_season_began(self) -> None:
        days = snapshot(0, rating=2000), snapshot(1, rating=2431), snapshot(2, rating=900)

        assert self.rated(*days) == "2,431"

    def test_of_who_had_none_or_was_not_read_then_nothing_is_told(self) -> None:
        assert self.rated(snapshot(1, rating=None), snapshot(2, rating=900)) is None
        assert self.rated(snapshot(0, rating=2000), snapshot(2), since=1) is None
