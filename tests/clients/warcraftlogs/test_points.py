"""What a key may spend: a tenth is kept back, and each answer teaches the price of the next question."""

import pytest

from webapp.clients.warcraftlogs.points import LONGEST_PAUSE, REFUSED_FOR, Points, Rate
from webapp.lib.governor.limits import GovernorBusy, Reason

NOW = 1_800_000_000.0


def told(points: Points, *, spent: float, characters: int = 50, limit: float = 3600) -> Points:
    return points.told(Rate(limit, spent, 1800), characters=characters, before=points, now=NOW)


class TestPrice:
    def test_it_is_what_the_last_answer_cost_a_character(self) -> None:
        first = told(Points(), spent=10)

        second = told(first, spent=60)

        assert (second.price, second.left(NOW)) == (1.0, 3240 - 60)

    def test_an_answer_after_the_reset_teaches_no_price(self) -> None:
        before = told(told(Points(), spent=10), spent=60)

        after = before.told(Rate(3600, 5, 3600), characters=50, before=before, now=NOW + 1801)

        assert (after.price, after.spent) == (1.0, 5)


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
