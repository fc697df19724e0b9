"""Since when a section fails."""

from datetime import UTC, datetime

from webapp.sync.since import with_since

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class TestWithSince:
    def test_a_failed_attempt_has_its_moment_and_a_good_one_none(self) -> None:
        assert with_since({"outcome": "timeout", "attempted_at": NOON})["failed_since"] == NOON
        assert with_since({"outcome": "ok", "attempted_at": NOON})["failed_since"] is None
