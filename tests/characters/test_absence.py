"""Why there is no card yet."""

from dataclasses import replace

import pytest

from tests.characters.cards import tidy_card
from tests.characters.known import NEVER as MEMBER
from tests.support.roll import NOON
from webapp.characters.absence import NOTHING, absence_of, nothing_there
from webapp.characters.facts import Look
from webapp.freshness.states import Facts

NEVER = replace(MEMBER, guild=None)


class TestAbsenceOf:
    def test_nobody_has_looked(self) -> None:
        assert absence_of(NEVER, "").title == "Nobody has looked yet"

    def test_somebody_is_looking(self) -> None:
        assert absence_of(replace(NEVER, look=Look(is_under_way=True)), "").title == "Looking…"

    @pytest.mark.parametrize(
        ("outcome", "title"),
        [
            ("not_found", "Blizzard has no such character"),
            ("forbidden", "Hidden by the player"),
            ("timeout", "Blizzard could not be asked"),
            ("ok", "The card is being written"),
        ],
    )
    def test_an_attempt_says_how_it_ended(self, outcome: str, title: str) -> None:
        tried = replace(NEVER, freshness=Facts(attempted_at=NOON, outcome=outcome))

        assert absence_of(tried, "").title == title

    def test_reasons_are_given_where_blizzard_knows_nobody(self) -> None:
        tried = replace(NEVER, level=None, freshness=Facts(attempted_at=NOON, outcome="not_found"))

        assert any("accents count" in reason for reason in absence_of(tried, "").reasons)

    def test_a_member_is_named_by_the_roster_so_its_spelling_is_right(self) -> None:
        tried = replace(MEMBER, freshness=Facts(attempted_at=NOON, outcome="not_found"))

        said = absence_of(tried, "")

        assert said.title == "Blizzard shows no profile"
        assert not any("accents count" in reason for reason in said.reasons)

    @pytest.mark.parametrize(
        ("level", "likely"), [(90, "it has not been in the game for long"), (8, "its level is below 10")]
    )
    def test_the_likely_reason_comes_first(self, level: int, likely: str) -> None:
        tried = replace(MEMBER, level=level, freshness=Facts(attempted_at=NOON, outcome="not_found"))

        reasons = absence_of(tried, "").reasons

        assert reasons[0].startswith(f"Most likely: {likely}")
        assert any("below 10" in reason for reason in reasons) is (level < 10)

    def test_who_was_seen_before_is_spelled_right(self) -> None:
        seen = Facts(attempted_at=NOON, succeeded_at=NOON, outcome="not_found")

        said = absence_of(replace(NEVER, level=None, freshness=seen), "")

        assert said.reasons[0] == "Most likely: it was renamed, transferred or deleted."


class TestNothingThere:
    @pytest.mark.parametrize("section", NOTHING)
    def test_each_part_that_battle_net_has_not_is_said_so(self, section: str) -> None:
        part, title, sentence = NOTHING[section]
        card = tidy_card() | {part: None, "absent": [section]}

        assert [(one.title, one.sentence) for one in nothing_there(card)] == [(title, sentence)]  # type: ignore[arg-type]

    def test_what_the_player_hides_is_said_to_be_hidden(self) -> None:
        hidden = {"professions": "The list of professions is hidden by the player."}
        card = tidy_card() | {"professions": None, "absent": ["professions"], "reasons": hidden}

        assert nothing_there(card)[0].sentence == hidden["professions"]  # type: ignore[arg-type]

    def test_what_was_read_before_is_shown_instead(self) -> None:
        assert nothing_there(tidy_card() | {"absent": ["professions"]}) == []  # type: ignore[arg-type]
