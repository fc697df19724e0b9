"""When something is sent."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.notifications.delivering.timing import Rhythm, Times, after_quiet, due_at, zone_of

BERLIN = "Europe/Berlin"
NIGHT = Times(timezone=BERLIN, quiet_from=22 * 60, quiet_until=8 * 60)


def at(day: int, hour: int, minute: int = 0, month: int = 7) -> datetime:
    """Return a moment in UTC; Berlin is two hours ahead in July, one in winter."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


class TestDueAt:
    @pytest.mark.parametrize(
        ("rhythm", "now", "due"),
        [
            (Rhythm.AT_ONCE, at(1, 12), at(1, 12)),
            (Rhythm.DAILY, at(1, 6, 59), at(1, 7)),
            (Rhythm.DAILY, at(1, 7), at(2, 7)),
            (Rhythm.WEEKLY, at(1, 12), at(6, 7)),
            (Rhythm.WEEKLY, at(6, 6), at(6, 7)),
            (Rhythm.WEEKLY, at(6, 8), at(13, 7)),
            ("of another version", at(1, 12), at(1, 12)),
        ],
    )
    def test_digests_come_in_the_morning_of_the_channel(
        self, rhythm: str, now: datetime, due: datetime
    ) -> None:
        assert due_at(Times(rhythm=rhythm, timezone=BERLIN), now) == due

    def test_a_digest_waits_for_the_end_of_the_quiet_hours(self) -> None:
        times = Times(rhythm=Rhythm.DAILY, quiet_from=8 * 60, quiet_until=10 * 60 + 30)

        assert due_at(times, at(1, 6)) == at(1, 10, 30)

    def test_an_unknown_zone_is_utc(self) -> None:
        assert due_at(Times(rhythm=Rhythm.DAILY, timezone="Azeroth/Stormwind"), at(1, 8)) == at(1, 9)
        assert [zone_of(name) for name in ("", "../etc/passwd", "a\x00b", "x" * 5000)] == [None] * 4


class TestAfterQuiet:
    @pytest.mark.parametrize(
        ("now", "then"),
        [
            (at(1, 19, 59), at(1, 19, 59)),
            (at(1, 20), at(2, 6)),
            (at(2, 5, 59), at(2, 6)),
            (at(2, 6), at(2, 6)),
            (at(24, 23, month=10), at(25, 7, month=10)),
        ],
    )
    def test_the_night_ends_in_the_morning_also_when_the_clocks_change(
        self, now: datetime, then: datetime
    ) -> None:
        assert after_quiet(NIGHT, now) == then

    def test_hours_within_a_day_and_no_hours(self) -> None:
        noon = Times(quiet_from=11 * 60, quiet_until=13 * 60)

        assert after_quiet(noon, at(1, 12)) == at(1, 13)
        assert after_quiet(noon, at(1, 13)) == at(1, 13)
        assert after_quiet(Times(quiet_from=60, quiet_until=60), at(1, 1)) == at(1, 1)
        assert after_quiet(Times(), at(1, 1)) - at(1, 1) == timedelta()
