"""What a new roster means for the members known so far."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.sync.diff import (
    KnownCharacter,
    RosterPlan,
    SeenMember,
    events_of,
    plan_roster_changes,
    reason_to_hold,
)
from webapp.words import EventKind, Faction

THRALL, JAINA, ARTHAS = 1, 2, 3


def known(bnet_id: int, name: str = "Thrall", *, rank: int | None = 4) -> KnownCharacter:
    return KnownCharacter(
        character_id=100 + bnet_id, bnet_id=bnet_id, realm="argent-dawn", name=name, rank=rank, level=80
    )


def seen(bnet_id: int, name: str = "Thrall", *, rank: int = 4) -> SeenMember:
    return SeenMember(bnet_id=bnet_id, realm="argent-dawn", name=name, rank=rank, level=80)


def kinds(plan: RosterPlan) -> list[EventKind]:
    return [event.kind for event in events_of(plan)]


class TestPlanRosterChanges:
    def test_the_same_roster_changes_nothing(self) -> None:
        plan = plan_roster_changes([known(THRALL)], [seen(THRALL)])

        assert (plan.is_empty, plan.unchanged) == (True, 1)

    def test_somebody_unknown_has_joined(self) -> None:
        plan = plan_roster_changes([], [seen(JAINA)])

        assert [one.bnet_id for one in plan.joined] == [JAINA]

    def test_somebody_stored_elsewhere_is_adopted_and_has_joined(self) -> None:
        plan = plan_roster_changes([known(JAINA, rank=None)], [seen(JAINA)])

        assert [pair.known.bnet_id for pair in plan.adopted] == [JAINA]
        assert kinds(plan) == [EventKind.JOINED]

    def test_a_member_who_is_not_listed_has_left(self) -> None:
        plan = plan_roster_changes([known(THRALL), known(JAINA)], [seen(THRALL)])

        assert [one.bnet_id for one in plan.left] == [JAINA]

    def test_who_had_left_and_is_listed_has_returned(self) -> None:
        gone = replace(known(JAINA), has_left=True)

        plan = plan_roster_changes([gone], [seen(JAINA)])

        assert kinds(plan) == [EventKind.RETURNED]

    def test_who_had_left_does_not_leave_again(self) -> None:
        gone = replace(known(JAINA), has_left=True)

        assert plan_roster_changes([gone], []).left == ()

    def test_a_new_name_under_a_known_id_is_a_rename(self) -> None:
        plan = plan_roster_changes([known(THRALL, "Thrall")], [seen(THRALL, "Goel")])

        (event,) = events_of(plan)
        assert (event.kind, event.before, event.after) == (
            EventKind.RENAMED,
            {"name": "Thrall"},
            {"name": "Goel"},
        )

    def test_a_new_id_under_a_known_name_is_another_character(self) -> None:
        plan = plan_roster_changes([known(THRALL, "Thrall")], [seen(ARTHAS, "Thrall")])

        assert [one.bnet_id for one in plan.joined] == [ARTHAS]
        assert [one.bnet_id for one in plan.left] == [THRALL]

    def test_two_members_may_swap_names(self) -> None:
        stored = [known(THRALL, "Thrall"), known(JAINA, "Jaina")]

        plan = plan_roster_changes(stored, [seen(THRALL, "Jaina"), seen(JAINA, "Thrall")])

        assert {pair.known.bnet_id: pair.seen.name for pair in plan.changed} == {
            THRALL: "Jaina",
            JAINA: "Thrall",
        }

    def test_a_move_to_another_realm_is_told(self) -> None:
        moved = replace(seen(THRALL), realm="ravencrest")

        assert kinds(plan_roster_changes([known(THRALL)], [moved])) == [EventKind.MOVED_REALM]

    def test_a_promotion_is_told(self) -> None:
        plan = plan_roster_changes([known(THRALL, rank=4)], [seen(THRALL, rank=1)])

        (event,) = events_of(plan)
        assert (event.before, event.after) == ({"rank": 4}, {"rank": 1})

    def test_a_higher_level_is_taken_over_without_an_event(self) -> None:
        plan = plan_roster_changes([known(THRALL)], [replace(seen(THRALL), level=81)])

        assert (len(plan.changed), kinds(plan)) == (1, [])

    def test_a_roster_that_lags_behind_the_summary_changes_nothing(self) -> None:
        stored = replace(known(THRALL), faction=Faction.HORDE)
        lagging = replace(seen(THRALL), level=79, faction=Faction.ALLIANCE)

        assert plan_roster_changes([stored], [lagging]).is_empty

    def test_what_no_summary_has_told_is_taken_from_the_roster(self) -> None:
        plan = plan_roster_changes([known(THRALL)], [replace(seen(THRALL), race_id=2)])

        assert len(plan.changed) == 1

    def test_an_id_that_is_listed_twice_counts_once(self) -> None:
        plan = plan_roster_changes([], [seen(THRALL), seen(THRALL, rank=5)])

        assert [one.rank for one in plan.joined] == [5]

    @given(st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)))
    def test_nobody_is_lost_or_counted_twice(
        self, members: set[int], gone: set[int], listed: set[int]
    ) -> None:
        stored = [known(id_) for id_ in members - gone]
        stored += [replace(known(id_), has_left=True) for id_ in gone]

        plan = plan_roster_changes(stored, [seen(id_) for id_ in listed])

        assert {one.bnet_id for one in plan.joined} == listed - members - gone
        assert {one.bnet_id for one in plan.left} == (members - gone) - listed
        assert {pair.seen.bnet_id for pair in plan.returned} == listed & gone
        assert plan.unchanged == len(listed & (members - gone))


class TestReasonToHold:
    @pytest.mark.parametrize(
        ("members", "leaving", "is_held"),
        [(10, 5, False), (10, 6, True), (60, 6, False), (60, 7, True), (1000, 100, False), (1000, 101, True)],
    )
    def test_more_than_five_and_a_tenth_must_not_leave_at_once(
        self, *, members: int, leaving: int, is_held: bool
    ) -> None:
        plan = RosterPlan(left=tuple(known(id_) for id_ in range(leaving)))

        reason = reason_to_hold(plan, known_count=members, seen_count=members - leaving)

        assert (reason is not None) is is_held

    @pytest.mark.parametrize(
        ("members", "arriving", "is_held"),
        [(0, 900, False), (8, 100, False), (8, 101, True), (300, 300, False), (300, 301, True)],
    )
    def test_a_crowd_of_strangers_must_not_arrive_at_once(
        self, *, members: int, arriving: int, is_held: bool
    ) -> None:
        plan = RosterPlan(joined=tuple(seen(id_) for id_ in range(arriving)))

        reason = reason_to_hold(plan, known_count=members, seen_count=members + arriving)

        assert (reason is not None) is is_held

    def test_an_empty_roster_is_never_believed(self) -> None:
        assert reason_to_hold(RosterPlan(), known_count=0, seen_count=0) == "the roster is empty"

    def test_a_first_roster_removes_nobody_and_is_believed(self) -> None:
        plan = RosterPlan(joined=(seen(THRALL),))

        assert reason_to_hold(plan, known_count=0, seen_count=1) is None
