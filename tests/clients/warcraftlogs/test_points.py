"""What a key may spend: a tenth is kept back, and each answer teaches the price of the next question."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from webapp.clients.warcraftlogs.points import (
    DEAREST_PRICE,
    FIRST_PRICE,
    GIVEN_BACK_AFTER,
    LONGEST_PAUSE,
    REFUSED_FOR,
    Points,
    Rate,
)
from webapp.lib.governor.limits import GovernorBusy, Reason

NOW = 1_800_000_000.0


def told(points: Points, *, spent: float, characters: int = 50, limit: float = 3600) -> Points:
    return points.told(Rate(limit, spent, 1800), characters=characters, now=NOW)


def price_after(sizes: Sequence[int], *, is_own_cost_told: bool, price: float = 1.0) -> float:
    """Return the price that is learned when each character costs ``price``, under either way of telling."""
    points, spent = Points(), 0.0
    for size in sizes:
        cost = size * price
        points = told(points, spent=spent + cost * is_own_cost_told, characters=size)
        spent += cost
    return points.price


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
        points = after.told(Rate(3600, spent, 3600 - second), characters=50, now=now)
    return asked


class TestPrice:
    def test_it_comes_near_to_what_the_last_answers_cost_a_character(self) -> None:
        points = Points()
        for spent in range(10, 1010, 50):
            points = told(points, spent=spent)

        assert (round(points.price, 2), points.left(NOW)) == (1.0, 3240 - 960)

    @pytest.mark.parametrize("is_own_cost_told", [True, False])
    @pytest.mark.parametrize("sizes", [[50, 5] * 20, [50] * 20, [5] * 20, [5] * 19 + [50], [50] * 19 + [5]])
    def test_it_is_of_the_right_size_with_and_without_the_own_cost(
        self, sizes: list[int], *, is_own_cost_told: bool
    ) -> None:
        assert 1 / 3 < price_after(sizes, is_own_cost_told=is_own_cost_told) < 3

    @pytest.mark.parametrize("is_own_cost_told", [True, False])
    def test_a_few_characters_after_many_do_not_set_it(self, *, is_own_cost_told: bool) -> None:
        assert price_after([50, 5], is_own_cost_told=is_own_cost_told) < 1.5 * FIRST_PRICE

    def test_an_answer_after_the_reset_teaches_no_price(self) -> None:
        before = told(told(Points(), spent=10), spent=60)

        after = before.told(Rate(3600, 5, 3600), characters=50, now=NOW + 1801)

        assert (after.price, after.spent) == (FIRST_PRICE, 5)

    def test_what_another_tool_spent_meanwhile_is_no_price(self) -> None:
        first = told(told(Points(), spent=10), spent=60)

        after = told(first, spent=3000)

        assert (after.price, after.spent) == (first.price, 3000)

    def test_after_anothers_burst_each_hour_has_its_questions(self) -> None:
        points = told(told(Points(), spent=100), spent=3400)

        asked = [questions_in_an_hour(points, hour) for hour in range(1, 25)]

        assert min(asked) > 20

    def test_it_is_never_beyond_the_dearest(self) -> None:
        points = Points()
        for turn in range(20):
            points = told(points, spent=10 + turn * 500, characters=50 if turn % 2 else 5, limit=1e6)

        assert points.price == DEAREST_PRICE


class TestIsPlausible:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("limit", "many"),
            ("limit", -1),
            ("spent", None),
            ("spent", float("nan")),
            ("spent", 1e308),
            ("aside", -1),
            ("paid", None),
            ("weight", 0),
            ("weight", "x"),
            ("characters", None),
            ("given_back_at", float("inf")),
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
        points = told(Points(), spent=3150)

        with pytest.raises(GovernorBusy) as caught:
            points.without(50, NOW)

        assert (caught.value.reason, caught.value.retry_after) == (Reason.HOUR, 1800)
        assert points.without(45, NOW).aside == 90

    def test_after_the_reset_it_goes_on(self) -> None:
        points = told(told(Points(), spent=3150), spent=3600)

        assert points.without(50, NOW + 1800) is points

    def test_before_the_first_answer_one_may_ask(self) -> None:
        assert Points().without(50, NOW).limit is None


class TestSetAside:
    def test_questions_under_way_are_not_asked_beyond_the_hour(self) -> None:
        points = told(Points(), spent=3140).without(50, NOW)

        with pytest.raises(GovernorBusy) as caught:
            points.without(1, NOW + 1)

        assert caught.value.reason is Reason.HOUR

    def test_an_outage_uses_up_no_hour(self) -> None:
        points = told(Points(), spent=113)
        for _ in range(10):
            points = points.without(50, NOW).failed()

        assert points.without(50, NOW + GIVEN_BACK_AFTER).aside == 50 * points.price

    def test_who_waits_for_questions_that_failed_is_told_of_trouble(self) -> None:
        points = told(Points(), spent=3140).without(50, NOW).failed()

        with pytest.raises(GovernorBusy) as caught:
            points.without(50, NOW + 100)

        assert (caught.value.reason, caught.value.retry_after) == (Reason.TROUBLED, GIVEN_BACK_AFTER - 100)

    def test_the_next_answer_tells_the_true_figure(self) -> None:
        points = told(told(Points(), spent=113).without(50, NOW).failed(), spent=120)

        assert (points.spent, points.aside, points.is_troubled) == (120, 0.0, False)


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
