"""Reading a roster into what the diff compares."""

import pytest

from webapp.clients.battlenet.payloads.guild import Member, Roster
from webapp.clients.battlenet.payloads.mentions import RealmRef
from webapp.sync.roster_answer import UnusableRoster, faction_of, seen_members, small
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
