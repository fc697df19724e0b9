"""Reading a roster into what the diff compares."""

import pytest

from webapp.clients.battlenet.payloads.guild import Member, Roster
from webapp.clients.battlenet.payloads.mentions import RealmRef
from webapp.sync.roster_answer import (
    RosterAnswer,
    UnusableRoster,
    document_without,
    faction_of,
    leave_out,
    seen_members,
    small,
)
from webapp.words import Faction

HOME = RealmRef(id=1, slug="argent-dawn", name=None)


def roster(*members: Member) -> Roster:
    return Roster(guild_id=1, guild_name="Lantern Watch", guild_realm=HOME, members=members)


def member(id_: int = 1, *, name: str = "Thrall", rank: int = 0, level: int = 80) -> Member:
    return Member(
        id=id_,
        name=name,
        realm_slug="argent-dawn",
        realm_id=1,
        level=level,
        class_id=7,
        race_id=2,
        faction="horde",
        rank=rank,
    )


class TestSeenMembers:
    def test_members_come_in_the_order_of_their_ids(self) -> None:
        seen = seen_members(roster(member(3), member(1), member(2)))

        assert [one.bnet_id for one in seen] == [1, 2, 3]

    @pytest.mark.parametrize(
        "odd",
        [member(rank=10), member(rank=-1), member(name=""), member(name="x" * 65), member(name="ß" * 49)],
    )
    def test_what_no_guild_can_have_is_refused(self, odd: Member) -> None:
        with pytest.raises(UnusableRoster):
            seen_members(roster(odd))

    def test_a_level_that_no_column_holds_is_left_out(self) -> None:
        (seen,) = seen_members(roster(member(level=2**40)))

        assert seen.level is None


class TestWords:
    def test_a_faction_that_the_game_has_added_is_none_of_ours(self) -> None:
        assert [faction_of(word) for word in ("horde", "pandaren", None)] == [Faction.HORDE, None, None]

    def test_numbers_beyond_a_column_or_below_nothing_are_none(self) -> None:
        assert [small(number) for number in (2**31 - 1, 2**31, None, -1, 0)] == [
            2**31 - 1,
            None,
            None,
            None,
            0,
        ]


DOCUMENT = {"guild": {"id": 1}, "members": [{"character": {"id": 1}}, {"character": {"id": 2}}]}


class TestLeaveOut:
    def answer(self) -> RosterAnswer:
        members = seen_members(roster(member(1), member(2)))
        return RosterAnswer(members=members, roster_document=DOCUMENT)

    def test_members_go_from_the_list_and_from_the_document(self) -> None:
        left = leave_out(self.answer(), {2, 3})

        assert ([one.bnet_id for one in left.members], left.left_out) == ([1], 1)
        assert left.roster_document == {"guild": {"id": 1}, "members": [{"character": {"id": 1}}]}

    def test_where_nobody_is_left_out_nothing_is_copied(self) -> None:
        answer = self.answer()

        assert leave_out(answer, set()) is answer

    def test_what_is_no_document_stays_what_it_is(self) -> None:
        assert document_without(None, {1}) is None
