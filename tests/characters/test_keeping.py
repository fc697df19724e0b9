"""Under which key a card is kept, and until when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.characters.known import TIDY
from tests.support.roll import NOON
from webapp.characters.facts import CharacterFacts, Look
from webapp.characters.keeping import LEAST, NOT_KEPT, STEPS, fresh_for, key_of
from webapp.characters.page import CardPage
from webapp.characters.view import card_page
from webapp.freshness.states import CHARACTER
from webapp.freshness.telling import Moments
from webapp.permissions.policy import Tool

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
ROW: dict[str, Any] = {
    "id": 7,
    "name": "Jaina",
    "built_at": NOW,
    "rank": 3,
    "rank_name": "Seer",
    "session_id": "a",
}
TOOLS = frozenset({Tool.ROSTER, Tool.LOGS})


def key(**changes: Any) -> str:
    return key_of(ROW | changes, TOOLS)


def pages(facts: CharacterFacts = TIDY) -> Callable[[datetime], CardPage]:
    return lambda moment: card_page(facts, moment, Moments(moment))


def checked(ago: timedelta) -> CharacterFacts:
    return replace(TIDY, freshness=replace(TIDY.freshness, succeeded_at=NOON - ago))


class TestKey:
    @pytest.mark.parametrize(
        "change",
        [
            {"name": "Thrall"},
            {"built_at": NOW + timedelta(seconds=1)},
            {"rank": None},
            {"id": 8},
            {"rank_name": "Council"},
            {"rank_name": None},
        ],
    )
    def test_whatever_a_card_tells_makes_it_another(self, change: dict[str, Any]) -> None:
        assert key(**change) != key()

    def test_nothing_and_the_word_none_are_two_things(self) -> None:
        assert key(rank_name=None) != key(rank_name="None")

    @pytest.mark.parametrize("change", [{"session_id": "b"}, {"guild_data_version": 9}, {"player_card": {}}])
    def test_who_asks_and_what_the_guild_does_meanwhile_do_not(self, change: dict[str, Any]) -> None:
        assert key(**change) == key()

    def test_another_audience_shares_no_bytes(self) -> None:
        assert key_of(ROW, TOOLS - {Tool.LOGS}) != key()


class TestFreshFor:
    def test_a_card_that_waits_for_a_look_is_not_kept(self) -> None:
        assert fresh_for(pages(replace(TIDY, look=Look(is_under_way=True))), NOON) == NOT_KEPT

    def test_one_at_rest_is_kept_as_long_as_it_may_be(self) -> None:
        assert fresh_for(pages(), NOON) == STEPS[0]

    @pytest.mark.parametrize(("left", "kept"), [(12, 10), (7, 5), (3, 2)])
    def test_one_whose_state_turns_before_is_kept_for_less(self, left: int, kept: int) -> None:
        turns = checked(CHARACTER.period - timedelta(minutes=left))

        assert fresh_for(pages(turns), NOON) == timedelta(minutes=kept)

    def test_one_whose_state_turns_at_once_is_kept_a_minute(self) -> None:
        assert fresh_for(pages(checked(CHARACTER.period - timedelta(seconds=90))), NOON) == LEAST

    @pytest.mark.parametrize(("seconds", "kept"), [(20, 20), (300, 300), (3600, 900), (-5, 0)])
    def test_none_is_kept_beyond_the_moment_when_it_can_be_pressed_again(
        self, seconds: int, kept: int
    ) -> None:
        facts = replace(TIDY, look=Look(again_at=NOON + timedelta(seconds=seconds)))

        assert fresh_for(pages(facts), NOON) == timedelta(seconds=kept)
