"""Reports are looked at twice a day, sooner after a raid, weekly where nobody knows the guild."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.lib.errors import ErrorWord
from webapp.sync.logs.raids.next_look import RAIDED_LATELY, next_raid_look

NOW = datetime(2026, 11, 18, 22, tzinfo=UTC)
HOURS = timedelta(hours=1)


def after(
    word: ErrorWord | None = None,
    *,
    newest: datetime | None = None,
    failures: int = 0,
    retry_after: timedelta | None = None,
) -> timedelta:
    due = next_raid_look(word, failures=failures, newest=newest, retry_after=retry_after, now=NOW, jitter=0.0)
    return due - NOW


class TestNextRaidLook:
    @pytest.mark.parametrize(
        ("ago", "wait"),
        [(RAIDED_LATELY, 2 * HOURS), (RAIDED_LATELY + timedelta(seconds=1), 12 * HOURS)],
    )
    def test_it_comes_sooner_while_the_last_raid_is_young(self, ago: timedelta, wait: timedelta) -> None:
        assert after(newest=NOW - ago) == wait
        assert after() == 12 * HOURS

    def test_a_failure_waits_as_its_word_says(self) -> None:
        assert after(ErrorWord.NOT_FOUND, failures=1) == timedelta(days=7)
        assert after(ErrorWord.RATE_LIMITED, retry_after=timedelta(minutes=9)) == timedelta(minutes=9)
        assert after(ErrorWord.UPSTREAM, failures=1) < HOURS
