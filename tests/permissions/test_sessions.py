"""How long a session lasts, and that nothing of it but a hash is known here."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.permissions.sessions import IDLE_FOR, LASTS_FOR, SessionTimes, is_alive, new_cookie, session_id

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def times(*, seen_at: datetime = NOON, revoked_at: datetime | None = None) -> SessionTimes:
    return SessionTimes(seen_at=seen_at, expires_at=NOON + LASTS_FOR, revoked_at=revoked_at)


class TestIsAlive:
    def test_twelve_idle_hours_end_it(self) -> None:
        assert is_alive(times(), NOON + IDLE_FOR - SECOND)
        assert not is_alive(times(), NOON + IDLE_FOR)

    def test_seven_days_end_it_however_busy_it_is(self) -> None:
        last = NOON + LASTS_FOR

        assert is_alive(times(seen_at=last - SECOND), last - SECOND)
        assert not is_alive(times(seen_at=last), last)

    def test_one_that_was_ended_opens_nothing(self) -> None:
        assert not is_alive(times(revoked_at=NOON), NOON)


class TestNewCookie:
    def test_it_holds_256_bits(self) -> None:
        assert len(new_cookie(bytes(32))) == 43

    def test_fewer_are_refused(self) -> None:
        with pytest.raises(ValueError, match="32 random bytes"):
            new_cookie(bytes(31))


class TestSessionId:
    def test_it_is_a_hash_of_the_cookie(self) -> None:
        cookie = new_cookie(bytes(32))

        assert session_id(cookie) == session_id(cookie)
        assert cookie not in (session_id(cookie) or "")

    @pytest.mark.parametrize("text", ["", "short", "a" * 44, "a" * 42 + "\n", "ä" * 43])
    def test_what_cannot_be_a_cookie_of_ours_has_none(self, text: str) -> None:
        assert session_id(text) is None
