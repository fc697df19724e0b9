"""Under which key a card is kept, and until when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from webapp.characters.keeping import COUNTS_MINUTES, NOT_KEPT, fresh_for, key_of
from webapp.characters.page import LookView
from webapp.permissions.policy import Tool

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
ROW: dict[str, Any] = {"id": 7, "name": "Jaina", "built_at": NOW, "rank": 3, "session_id": "a"}
TOOLS = frozenset({Tool.ROSTER, Tool.LOGS})


def key(**changes: Any) -> str:
    return key_of(ROW | changes, TOOLS)


def look(*, is_active: bool = False, again_at: datetime | None = None) -> LookView:
    return LookView(
        is_active=is_active, trigger="", words="", again_at=again_at, is_open=True, announcement=""
    )


class TestKey:
    @pytest.mark.parametrize(
        "change", [{"name": "Thrall"}, {"built_at": NOW + timedelta(seconds=1)}, {"rank": None}, {"id": 8}]
    )
    def test_whatever_a_card_tells_makes_it_another(self, change: dict[str, Any]) -> None:
        assert key(**change) != key()

    @pytest.mark.parametrize("change", [{"session_id": "b"}, {"guild_data_version": 9}, {"player_card": {}}])
    def test_who_asks_and_what_the_guild_does_meanwhile_do_not(self, change: dict[str, Any]) -> None:
        assert key(**change) == key()

    def test_another_audience_shares_no_bytes(self) -> None:
        assert key_of(ROW, TOOLS - {Tool.LOGS}) != key()


class TestFreshFor:
    def test_a_card_that_waits_for_a_look_is_not_kept(self) -> None:
        assert fresh_for(look(is_active=True), NOW) == NOT_KEPT

    def test_one_at_rest_counts_minutes(self) -> None:
        assert fresh_for(look(), NOW) == COUNTS_MINUTES

    @pytest.mark.parametrize(("seconds", "kept"), [(20, 20), (300, 60), (-5, 0)])
    def test_none_is_kept_beyond_the_moment_when_it_can_be_pressed_again(
        self, seconds: int, kept: int
    ) -> None:
        again_at = NOW + timedelta(seconds=seconds)

        assert fresh_for(look(again_at=again_at), NOW) == timedelta(seconds=kept)
