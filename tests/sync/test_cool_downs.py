"""When somebody may ask for another look."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.sync.cool_downs import AFTER_FAILURE, CHARACTER_COOL_DOWN, character_again_at

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class TestCharacterAgainAt:
    def test_nobody_asked_yet(self) -> None:
        assert character_again_at(None, None, None) is None

    @pytest.mark.parametrize("outcome", ["ok", "not_found", "forbidden", "invalid"])
    def test_an_answer_rests_for_the_whole_time(self, outcome: str) -> None:
        assert character_again_at(NOON, NOON - MINUTE, outcome) == NOON + CHARACTER_COOL_DOWN

    @pytest.mark.parametrize("outcome", ["timeout", "upstream", "schema", "rate_limited"])
    def test_a_failure_may_be_asked_about_again_soon(self, outcome: str) -> None:
        assert character_again_at(NOON, NOON - MINUTE, outcome) == NOON + AFTER_FAILURE

    def test_a_wish_that_waits_is_joined(self) -> None:
        assert character_again_at(NOON - MINUTE, NOON, "timeout") == NOON + CHARACTER_COOL_DOWN
        assert character_again_at(None, NOON, None) == NOON + CHARACTER_COOL_DOWN
