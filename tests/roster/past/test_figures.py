"""Figures of the past say how old they were, and whether anybody knows."""

from datetime import date, timedelta

from webapp.permissions.policy import Tool
from webapp.roster.past.figures import (
    Figures,
    ShownFigures,
    gain,
    grown,
    is_old,
    middle,
    shown_to,
    signed,
    vault_words,
    whole,
)

WEEK_ON = date(2026, 8, 19)
SLOTS = (2, None, 3)


def figures(vault: tuple[int | None, int | None, int | None] = SLOTS) -> Figures:
    return Figures(
        taken_on=WEEK_ON, week_on=WEEK_ON, item_level=700, rating=None, tier=4, problems=0, vault=vault
    )


def test_they_tell_when_somebody_played() -> None:
    assert shown_to(frozenset({Tool.GEAR_AUDIT})) == ShownFigures(any=False, audit=False)
    assert shown_to(frozenset({Tool.LAST_SEEN})) == ShownFigures(any=True, audit=False)
    assert shown_to(frozenset(Tool)) == ShownFigures(any=True, audit=True)


def test_slots_are_of_the_week_alone() -> None:
    assert vault_words(figures(), WEEK_ON + timedelta(days=6)) == "≥ 2 · ? · 3"
    assert vault_words(figures(), WEEK_ON + timedelta(days=7)) == "not known"
    assert vault_words(figures((None, None, None)), WEEK_ON) == "not known"


def test_after_a_week_without_another_nobody_knows() -> None:
    assert [is_old(figures(), WEEK_ON + timedelta(days=days)) for days in (7, 8)] == [False, True]


def test_numbers_are_whole_and_gains_have_a_sign() -> None:
    assert [whole(1234.4), whole(None)] == ["1,234", "not known"]
    assert [signed(gain(700, 712)), signed(gain(9.4, 9.2)), signed(gain(2, 1)), signed(gain(None, 1))] == [
        "+12",
        "±0",
        "−1",
        "not known",
    ]


def test_of_a_figure_that_is_not_known_no_gain_is_told() -> None:
    assert [grown(1234, None), grown(12, 2), grown(None, None)] == [
        ("1,234", "not known"),
        ("12", "+2"),
        ("not known", ""),
    ]


def test_a_median_says_of_how_many() -> None:
    assert [middle([3, None, 1, 2]), middle([None])] == [(2, 3), (None, 0)]
