"""Words that a roster's address may hold."""

import pytest

from webapp.roster.choices import Direction, Seen


class TestSeen:
    @pytest.mark.parametrize(("seen", "days"), [(Seen.WITHIN_7, 7), (Seen.OVER_60, 60), (Seen.UNKNOWN, 0)])
    def test_it_knows_its_days(self, seen: Seen, days: int) -> None:
        assert seen.days == days

    def test_within_and_over_are_told_apart(self) -> None:
        assert Seen.WITHIN_14.is_within
        assert not Seen.OVER_14.is_within


class TestDirection:
    def test_the_other_of_the_other_is_itself(self) -> None:
        assert [direction.other.other for direction in Direction] == list(Direction)
