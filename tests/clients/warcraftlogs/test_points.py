"""What a key may spend: a tenth is kept back, and each answer teaches the price of the next question."""

from dataclasses import replace
from typing import Any

import pytest

from webapp.clients.warcraftlogs.points import (
    DEAREST_PRICE,
    FIRST_PRICE,
    LONGEST_PAUSE,
    REFUSED_FOR,
    Points,
    Rate,
)
from webapp.lib.governor.limits import GovernorBusy, Reason

NOW = 1_800_000_000.0


def told(points: Points, *, spent: float, characters: int = 50, limit: float = 3600) -> Points:
    return points.told(Rate(limit, spent, 1800), characters=characters, before=points, now=NOW)


def questions_in_an_hour(points: Points, hour: int) -> int:
    """Return how many of 40 questions an hour allows that cost what the first price says."""
    asked = 0
    for second in range(1, 41):
        now = NOW + hour * 3600 + second
        try:
            after = points.without(50, now)
        except GovernorBusy:
            break
        asked += 1
        spent = asked * 50 * FIRST_PRICE
        points = after.told(Rate(3600, spent, 3600 - second), characters=50, before=points, now=now)
    return asked


class TestPrice:
    def test_it_is_what_the_last_answer_cost_a_character(self) -> None:
        first = told(Points(), spent=10)

        second = told(first, spent=60)

        assert (second.price, second.left(NOW)) == (1.0, 3240 - 60)

    def test_an_answer_after_the_reset_teaches_no_price(self) -> None:
        before = told(told(Points(), spent=10), spent=60)

        after = before.told(Rate(3600, 5, 3600), characters=50, before=before, now=NOW + 1801)

        assert (after.price, after.spent) == (FIRST_PRICE, 5)

    def test_what_another_tool_spent_meanwhile_is_no_price(self) -> None:
        first = told(told(Points(), spent=10), spent=60)

        after = told(first, spent=3000)

        assert (after.price, after.spent) == (1.0, 3000)

    def test_after_anothers_burst_each_hour_has_its_questions(self) -> None:
        points = told(told(Points(), spent=100), spent=3400)

        asked = [questions_in_an_hour(points, hour) for hour in range(1, 25)]

        assert min(asked) > 20

    def test_the_dearest_price_is_learned(self) -> None:
        first = told(Points(), spent=10)

        assert told(first, spent=10 + 50 * DEAREST_PRICE).price == DEAREST_PRICE


class TestIsPlausible:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("limit", "many"),
            ("limit", -1),
            ("spent", None),
            ("spent", float("nan")),
            ("spent", 1e308),
            ("price", None),
            ("price", DEAREST_PRICE + 1),
            ("resets_at", float("inf")),
            ("blocked_until", NOW + 3 * LONGEST_PAUSE),
            ("strikes", [1]),
        ],
    )
    def test_an_entry_with_an_absurd_field_is_not(self, field: str, value: Any) -> None:
        assert not replace(told(Points(), spent=10), **{field: value}).is_plausible(NOW)

    def test_what_an_answer_told_is(self) -> None:
        assert told(Points(), spent=10).paused(None, NOW).is_plausible(NOW)


class TestWithout:
    def test_a_question_that_would_touch_the_last_tenth_waits_for_the_reset(self) -> None:
        points = told(told(Points(), spent=3150), spent=3200)

        with pytest.raises(GovernorBusy) as caught:
            points.without(50, NOW)

        assert (caught.value.reason, caught.value.retry_after) == (Reason.HOUR, 1800)
        assert points.without(40, NOW).spent == 3240

    def test_after_the_reset_it_goes_on(self) -> None:
        points = told(told(Points(), spent=3150), spent=3600)

        assert points.without(50, NOW + 1800) is points

    def test_before_the_first_answer_one_may_ask(self) -> None:
        assert Points().without(50, NOW).limit is None


class TestPaused:
    @pytest.mark.parametrize(("asked", "length"), [(30.0, 30), (0.0, 1), (1e9, LONGEST_PAUSE), (None, 60)])
    def test_it_is_as_long_as_asked_within_reason(self, asked: float | None, length: float) -> None:
        assert Points().paused(asked, NOW).blocked_until == NOW + length

    def test_pauses_without_a_reason_grow(self) -> None:
        points = Points()
        for _ in range(3):
            points = points.paused(None, NOW)

        assert points.blocked_until == NOW + 240

    def test_with_no_points_left_it_lasts_until_they_are_back(self) -> None:
        assert told(Points(), spent=3600).paused(None, NOW).blocked_until == NOW + 1800

    def test_an_answer_that_was_under_way_does_not_end_it(self) -> None:
        points = told(Points().paused(30, NOW), spent=10)

        with pytest.raises(GovernorBusy):
            points.without(1, NOW + 29)

    def test_a_refused_key_says_so(self) -> None:
        with pytest.raises(GovernorBusy) as caught:
            Points().refused(NOW).without(1, NOW)

        assert (caught.value.reason, caught.value.retry_after) == (Reason.REFUSED, REFUSED_FOR)


class TestShareSpent:
    def test_it_is_known_within_the_hour_of_an_answer(self) -> None:
        points = told(Points(), spent=900)

        assert (points.share_spent(NOW), points.share_spent(NOW + 1800)) == (0.25, None)
