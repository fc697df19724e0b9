"""Days and weeks go from reset to reset."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.history.days import DAY, WEEK, GameDay, day_of, last_day_before

EUROPE = datetime(2026, 9, 2, 4, tzinfo=UTC)
AMERICA = datetime(2026, 9, 1, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class TestDayOf:
    @pytest.mark.parametrize("start", [EUROPE, AMERICA])
    def test_a_day_begins_at_the_hour_of_the_reset(self, start: datetime) -> None:
        first, last = day_of(start, start), day_of(start + DAY - SECOND, start)

        assert first == last == GameDay(start.date(), start.date())
        assert day_of(start + DAY, start) == GameDay(start.date() + DAY, start.date())

    def test_a_week_has_seven(self) -> None:
        days = {day_of(AMERICA + number * timedelta(hours=1), AMERICA) for number in range(7 * 24)}

        assert len(days) == 7
        assert {day.week_on for day in days} == {date(2026, 9, 1)}


class TestLastDayBefore:
    @pytest.mark.parametrize("reset", [EUROPE, AMERICA])
    def test_it_is_the_day_of_the_moment_before(self, reset: datetime) -> None:
        assert last_day_before(reset) == day_of(reset - SECOND, reset - WEEK)
