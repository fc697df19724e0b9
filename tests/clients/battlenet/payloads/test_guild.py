"""Guild and roster, whole and with pieces missing."""

from datetime import UTC, datetime

import pytest

from tests.clients.battlenet.payloads.answers import BIGGEST_ID, GUILD, REALM, ROSTER
from tests.clients.battlenet.payloads.documents import changed, each_harm, emptied, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.guild import Guild, Member, parse_guild, parse_roster
from webapp.clients.battlenet.payloads.mentions import RealmRef

RAINMOOR = RealmRef(id=901, slug="rainmoor", name="Rainmoor")
COLD_KETTLE = Guild(
    id=BIGGEST_ID,
    name="Cold Kettle",
    realm=RAINMOOR,
    faction="horde",
    member_count=321,
    achievement_points=1_230,
    created_at=datetime(2026, 8, 15, 13, 20, tzinfo=UTC),
)
THRALL = Member(
    id=BIGGEST_ID,
    name="Thrall",
    realm_slug="mudfen",
    realm_id=902,
    level=80,
    class_id=7,
    race_id=2,
    faction="horde",
    rank=0,
)


class TestParseGuild:
    def test_a_whole_guild_is_read(self) -> None:
        assert parse_guild(json_of(GUILD)) == COLD_KETTLE

    @each_harm
    @pytest.mark.parametrize("place", ["id", "name", "realm", "realm.id", "realm.slug"])
    def test_what_names_it_is_required(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_guild(changed(GUILD, place, harm))

        assert error.value.field == path_of(place)

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field"),
        [
            ("faction", "faction"),
            ("faction.type", "faction"),
            ("member_count", "member_count"),
            ("achievement_points", "achievement_points"),
            ("created_timestamp", "created_at"),
        ],
    )
    def test_what_is_not_there_is_not_known(self, place: str, field: str, harm: object) -> None:
        expected = emptied(COLD_KETTLE, field)

        assert parse_guild(changed(GUILD, place, harm)) == expected


class TestParseRoster:
    def test_guild_and_members_are_read(self) -> None:
        roster = parse_roster(json_of(ROSTER))

        assert (roster.guild_id, roster.guild_name, roster.guild_realm) == (77, "Cold Kettle", RAINMOOR)
        assert roster.members == (THRALL,)

    @each_harm
    @pytest.mark.parametrize("place", ["guild", "guild.id", "guild.name", "guild.realm", "guild.realm.slug"])
    def test_a_roster_that_does_not_say_whose_it_is_is_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_roster(changed(ROSTER, place, harm))

        assert error.value.field == path_of(place)

    def test_a_roster_without_a_list_of_members_is_refused(self) -> None:
        with pytest.raises(BadPayload, match="is missing") as error:
            parse_roster(json_of({"guild": {"id": 77, "name": "Cold Kettle", "realm": REALM}}))

        assert error.value.field == "$.members"

    def test_two_members_of_one_name_are_two(self) -> None:
        namesake = {"character": {"id": 6, "name": "Thrall", "realm": REALM}, "rank": 9}

        roster = parse_roster(changed(ROSTER, "members", [*ROSTER["members"], namesake]))

        assert [(one.id, one.realm_slug) for one in roster.members] == [
            (BIGGEST_ID, "mudfen"),
            (6, "rainmoor"),
        ]


class TestMember:
    @each_harm
    @pytest.mark.parametrize(
        "place",
        [
            "character",
            "character.id",
            "character.name",
            "character.realm",
            "character.realm.id",
            "character.realm.slug",
            "rank",
        ],
    )
    def test_one_that_cannot_be_told_apart_is_refused(self, place: str, harm: object) -> None:
        place = f"members.0.{place}"

        with pytest.raises(BadPayload) as error:
            parse_roster(changed(ROSTER, place, harm))

        assert error.value.field == path_of(place)

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field"),
        [
            ("level", "level"),
            ("playable_class", "class_id"),
            ("playable_race", "race_id"),
            ("faction", "faction"),
        ],
    )
    def test_what_is_not_there_is_not_known(self, place: str, field: str, harm: object) -> None:
        roster = parse_roster(changed(ROSTER, f"members.0.character.{place}", harm))

        assert roster.members == (emptied(THRALL, field),)

    def test_the_realm_is_the_members_own(self) -> None:
        roster = parse_roster(json_of(ROSTER))

        assert roster.guild_realm.slug != roster.members[0].realm_slug

    def test_the_guild_master_has_rank_zero(self) -> None:
        assert parse_roster(json_of(ROSTER)).members[0].rank == 0
