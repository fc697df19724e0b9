"""When logs are looked at next."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.lib.errors import ErrorWord
from webapp.sync.logs.next_look import Interest, next_look

NOW = datetime(2026, 9, 1, 20, tzinfo=UTC)
NOBODY = Interest(raided_at=None, is_watched=False)
HOURS = timedelta(hours=1)


def after(
    word: ErrorWord | None, interest: Interest = NOBODY, *, failures: int = 0, jitter: float = 0.0
) -> timedelta:
    return next_look(word, failures=failures, interest=interest, now=NOW, jitter=jitter) - NOW


class TestNextLook:
    @pytest.mark.parametrize(
        ("interest", "period"),
        [
            (NOBODY, 12 * HOURS),
            (Interest(raided_at=NOW - 23 * HOURS, is_watched=False), 2 * HOURS),
            (Interest(raided_at=NOW - 25 * HOURS, is_watched=False), 12 * HOURS),
            (Interest(raided_at=None, is_watched=True), 2 * HOURS),
        ],
    )
    def test_who_raided_or_is_looked_at_comes_sooner(self, interest: Interest, period: timedelta) -> None:
        assert after(None, interest) == period

    def test_those_who_were_looked_at_together_spread(self) -> None:
        assert after(None, jitter=1.0) == 13.2 * HOURS

    @pytest.mark.parametrize("word", [ErrorWord.NOT_FOUND, ErrorWord.FORBIDDEN])
    def test_who_is_hidden_or_unknown_is_parked_for_a_week(self, word: ErrorWord) -> None:
        assert after(word, Interest(raided_at=NOW, is_watched=True)) == timedelta(days=7)

    def test_failures_back_off(self) -> None:
        waits = [after(ErrorWord.TIMEOUT, failures=count, jitter=1.0) for count in (1, 2, 3, 20)]

        assert waits == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20), 4 * HOURS]
