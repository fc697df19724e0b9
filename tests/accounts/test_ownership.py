"""The newest list wins; who is not on a whole list is let go, and nobody else."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from webapp.accounts.ownership import OwnershipPlan, StoredCharacter, has_profile, plan_ownership

ME, OTHER = 1, 2
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def stored(number: int, user_id: int | None, claimed_at: datetime | None = None) -> StoredCharacter:
    return StoredCharacter(character_id=number, bnet_id=number * 100, user_id=user_id, claimed_at=claimed_at)


def plan_of(listed: set[int], known: Sequence[StoredCharacter], *, is_whole: bool = True) -> OwnershipPlan:
    return plan_ownership(ME, listed, known, is_whole=is_whole, read_at=NOON)


class TestPlanOwnership:
    def test_nobodys_character_is_taken(self) -> None:
        plan = plan_of({100}, [stored(1, None)])

        assert (plan.taken, plan.lost) == ((stored(1, None),), ())
        assert plan.changed_ids == {1}

    def test_anothers_character_is_taken_and_lost(self) -> None:
        plan = plan_of({100}, [stored(1, OTHER)])

        assert plan.taken == plan.lost == (stored(1, OTHER),)

    def test_ones_own_is_confirmed_and_changes_no_right(self) -> None:
        plan = plan_of({100}, [stored(1, ME)])

        assert (plan.confirmed, plan.changed_ids) == ((stored(1, ME),), frozenset())

    def test_who_is_no_longer_listed_is_let_go(self) -> None:
        plan = plan_of(set(), [stored(1, ME)])

        assert (plan.released, plan.owned) == ((stored(1, ME),), ())
        assert plan.changed_ids == {1}

    def test_of_a_list_that_could_not_be_read_whole_nobody_is_let_go(self) -> None:
        plan = plan_of({100}, [stored(1, None), stored(2, ME)], is_whole=False)

        assert (plan.taken, plan.released) == ((stored(1, None),), ())

    def test_what_belongs_to_others_and_is_not_listed_stays(self) -> None:
        plan = plan_of(set(), [stored(1, OTHER), stored(2, None)])

        assert plan.changed_ids == frozenset()

    @pytest.mark.parametrize("owner", [ME, OTHER])
    def test_whom_a_newer_list_proved_an_older_one_neither_takes_nor_lets_go(self, owner: int) -> None:
        newer = stored(1, owner, NOON + SECOND)

        plans = [plan_of(listed, [newer]) for listed in ({100}, set[int]())]

        assert [(plan.owned, plan.released) for plan in plans] == [((), ()), ((), ())]

    @pytest.mark.parametrize("claimed_at", [NOON - SECOND, NOON])
    def test_whom_an_older_list_proved_a_newer_one_takes_and_lets_go(self, claimed_at: datetime) -> None:
        others, own = stored(1, OTHER, claimed_at), stored(2, ME, claimed_at)

        plan = plan_of({100}, [others, own])

        assert (plan.lost, plan.released) == ((others,), (own,))

    def test_everybody_is_in_the_order_of_their_rows(self) -> None:
        plan = plan_of({100, 200, 300}, [stored(3, None), stored(1, None)])

        assert [one.character_id for one in plan.owned] == [1, 3]


class TestHasProfile:
    def test_below_level_10_there_is_none(self) -> None:
        assert [has_profile(level) for level in (None, 0, 9, 10, 80)] == [False, False, False, True, True]
