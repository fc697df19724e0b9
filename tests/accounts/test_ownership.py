"""The newest list wins; who is not on a whole list is let go, and nobody else."""

from webapp.accounts.ownership import StoredCharacter, has_profile, plan_ownership

ME, OTHER = 1, 2


def stored(number: int, user_id: int | None) -> StoredCharacter:
    return StoredCharacter(character_id=number, bnet_id=number * 100, user_id=user_id)


class TestPlanOwnership:
    def test_nobodys_character_is_taken(self) -> None:
        plan = plan_ownership(ME, {100}, [stored(1, None)], is_whole=True)

        assert (plan.taken, plan.lost) == ((stored(1, None),), ())
        assert plan.changed_ids == {1}

    def test_anothers_character_is_taken_and_lost(self) -> None:
        plan = plan_ownership(ME, {100}, [stored(1, OTHER)], is_whole=True)

        assert plan.taken == plan.lost == (stored(1, OTHER),)

    def test_ones_own_is_confirmed_and_changes_no_right(self) -> None:
        plan = plan_ownership(ME, {100}, [stored(1, ME)], is_whole=True)

        assert (plan.confirmed, plan.changed_ids) == ((stored(1, ME),), frozenset())

    def test_who_is_no_longer_listed_is_let_go(self) -> None:
        plan = plan_ownership(ME, set(), [stored(1, ME)], is_whole=True)

        assert (plan.released, plan.owned) == ((stored(1, ME),), ())
        assert plan.changed_ids == {1}

    def test_of_a_list_that_could_not_be_read_whole_nobody_is_let_go(self) -> None:
        plan = plan_ownership(ME, {100}, [stored(1, None), stored(2, ME)], is_whole=False)

        assert (plan.taken, plan.released) == ((stored(1, None),), ())

    def test_what_belongs_to_others_and_is_not_listed_stays(self) -> None:
        plan = plan_ownership(ME, set(), [stored(1, OTHER), stored(2, None)], is_whole=True)

        assert plan.changed_ids == frozenset()

    def test_everybody_is_in_the_order_of_their_rows(self) -> None:
        plan = plan_ownership(ME, {100, 200, 300}, [stored(3, None), stored(1, None)], is_whole=True)

        assert [one.character_id for one in plan.owned] == [1, 3]


class TestHasProfile:
    def test_below_level_10_there_is_none(self) -> None:
        assert [has_profile(level) for level in (None, 0, 9, 10, 80)] == [False, False, False, True, True]
