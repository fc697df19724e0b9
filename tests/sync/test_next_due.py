"""When a thing is looked at next."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.lib.errors import ErrorWord
from webapp.sync.next_due import (
    BACK_OFF_FIRST,
    BACK_OFF_LONGEST,
    PAUSE_LONGEST,
    PAUSE_SHORTEST,
    REFUSED_PERIOD,
    SHAPE_PERIOD,
    SUSPICION_PERIOD,
    WEEKLY,
    Look,
    next_due,
    next_roster_due,
)

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)


def delay(look: Look, *, jitter: float = 1.0) -> timedelta:
    return next_due(look, NOW, jitter=jitter) - NOW


class TestNextDue:
    def test_after_success_the_period_begins_anew(self) -> None:
        assert delay(Look()) == timedelta(hours=4)

    @pytest.mark.parametrize(
        ("word", "wait"),
        [
            (ErrorWord.NOT_FOUND, WEEKLY),
            (ErrorWord.FORBIDDEN, WEEKLY),
            (ErrorWord.INVALID, WEEKLY),
            (ErrorWord.SCHEMA, SHAPE_PERIOD),
            (ErrorWord.BUG, SHAPE_PERIOD),
            (ErrorWord.AUTH, REFUSED_PERIOD),
        ],
    )
    def test_what_time_does_not_mend_is_parked(self, word: ErrorWord, wait: timedelta) -> None:
        assert delay(Look(word=word)) == wait

    def test_trouble_is_backed_off_from_twice_as_long_each_time(self) -> None:
        waits = [delay(Look(word=ErrorWord.UPSTREAM, failures=count)) for count in (1, 2, 3)]

        assert waits == [BACK_OFF_FIRST, 2 * BACK_OFF_FIRST, 4 * BACK_OFF_FIRST]

    def test_the_back_off_ends_somewhere(self) -> None:
        assert delay(Look(word=ErrorWord.TIMEOUT, failures=10_000)) == BACK_OFF_LONGEST

    def test_half_of_the_back_off_is_chance(self) -> None:
        assert delay(Look(word=ErrorWord.TIMEOUT, failures=1), jitter=0.0) == BACK_OFF_FIRST / 2

    def test_a_profile_that_suddenly_is_not_found_is_looked_at_soon(self) -> None:
        assert delay(Look(word=ErrorWord.NOT_FOUND, is_suspect=True)) == SUSPICION_PERIOD

    @pytest.mark.parametrize(
        ("asked", "wait"),
        [
            (None, PAUSE_SHORTEST),
            (timedelta(seconds=-5), PAUSE_SHORTEST),
            (timedelta(seconds=7), timedelta(seconds=7)),
            (timedelta(days=9), PAUSE_LONGEST),
        ],
    )
    def test_a_pause_is_as_long_as_asked_within_bounds(
        self, asked: timedelta | None, wait: timedelta
    ) -> None:
        assert delay(Look(word=ErrorWord.RATE_LIMITED, retry_after=asked)) == wait


class TestNextRosterDue:
    def test_a_roster_is_asked_for_every_half_hour(self) -> None:
        assert next_roster_due(Look(), NOW, jitter=0) == NOW + timedelta(minutes=30)

    @pytest.mark.parametrize("word", [ErrorWord.NOT_FOUND, ErrorWord.FORBIDDEN])
    def test_a_missing_roster_is_asked_for_hourly(self, word: ErrorWord) -> None:
        assert next_roster_due(Look(word=word), NOW, jitter=0) == NOW + timedelta(hours=1)
