"""What officers want of each role, class and kind of tokens."""

import pytest

from tests.insights.test_balance import TOKENS, crew
from webapp.insights.balance import balance
from webapp.insights.raid_needs import OFFICERS_TARGET
from webapp.insights.target import NO_NUMBER, TOO_MANY, Target, read_target, target_of, wants
from webapp.lib.forms import BadForm
from webapp.words import Role


def test_what_is_typed_is_wanted_and_an_empty_field_wants_nothing() -> None:
    form = {"role_tank": " 3 ", "role_healer": "", "class_8": "0", "tokens_zenith": "6", "csrf_token": "x"}

    assert read_target(form, TOKENS) == Target({"role_tank": 3, "tokens_zenith": 6, "class_8": 0})


@pytest.mark.parametrize("typed", ["-1", "41", "2.5", "two", "²", "9" * 99])
def test_each_field_that_is_no_number_of_places_is_named(typed: str) -> None:
    with pytest.raises(BadForm) as raised:
        read_target({"role_tank": typed, "class_1": typed, "class_2": "1"}, TOKENS)

    assert {one.field for one in raised.value.problems} == {"role_tank", "class_1"}
    assert {one.sentence for one in raised.value.problems} == {NO_NUMBER}


def test_more_places_than_any_raid_has_are_refused_beside_the_first_of_their_part() -> None:
    with pytest.raises(BadForm) as raised:
        read_target({"role_tank": "2", "role_melee": "39", "class_1": "40"}, TOKENS)

    assert [(one.field, one.sentence) for one in raised.value.problems] == [("role_tank", TOO_MANY)]


def test_the_balance_is_held_against_what_is_wanted_and_else_against_the_rule_of_thumb() -> None:
    target = Target({"role_tank": 3, "class_1": 2, "tokens_zenith": 1})

    told = balance([crew(1, 1, role=Role.TANK)], TOKENS, 90, target)

    assert told is not None
    assert [one.target for one in told.roles[:2]] == [3, 4]
    assert {one.name: one.verdict for one in told.classes if one.verdict} == {"Warrior": "1 short"}
    assert {one.name: one.target for one in told.tokens}["Zenith"] == 1
    assert told.target_source == OFFICERS_TARGET


def test_what_is_stored_and_cannot_be_read_wants_nothing() -> None:
    assert target_of({"role_tank": 3, "class_1": "x"}) == Target({"role_tank": 3})
    assert target_of(None) == target_of([1]) == Target()


def test_each_thing_has_a_field_of_its_own() -> None:
    keys = [one.key for part in wants(TOKENS).values() for one in part]

    assert len(keys) == len(set(keys)) == 4 + 4 + 13
