"""Summary, status, professions and pictures, whole and with pieces missing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.clients.battlenet.payloads.answers import BIGGEST_ID, MEDIA, PROFESSIONS, STATUS, SUMMARY
from tests.clients.battlenet.payloads.documents import changed, each_harm, emptied, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.character import (
    CharacterStatus,
    CharacterSummary,
    Media,
    Profession,
    Professions,
    ProfessionTier,
    parse_media,
    parse_professions,
    parse_status,
    parse_summary,
)
from webapp.clients.battlenet.payloads.mentions import GuildRef, RealmRef

JAINA = CharacterSummary(
    id=BIGGEST_ID,
    name="Jaina",
    realm=RealmRef(id=901, slug="rainmoor", name="Rainmoor"),
    level=80,
    class_id=8,
    class_name="Mage",
    race_id=1,
    race_name="Human",
    faction="alliance",
    active_spec_id=64,
    active_spec_name="Frost",
    average_item_level=642,
    equipped_item_level=639,
    achievement_points=12_345,
    last_login_at=datetime(2026, 8, 15, 13, 20, tzinfo=UTC),
    guild=GuildRef(id=77, name="Cold Kettle", realm_slug="rainmoor", faction="horde"),
)
KETTLES = Profession(
    id=10,
    name="Kettle Making",
    is_primary=True,
    specialization="Copper Kettles",
    skill=None,
    max_skill=None,
    tiers=(
        ProfessionTier(
            id=11, name="Coastal Kettle Making", skill=88, max_skill=100, known_recipe_ids=(501, 502)
        ),
    ),
)
PICTURES = "https://pictures.test"


class TestParseSummary:
    def test_a_whole_summary_is_read(self) -> None:
        assert parse_summary(json_of(SUMMARY)) == JAINA

    @each_harm
    @pytest.mark.parametrize(
        "place", ["id", "name", "realm", "realm.id", "realm.slug", "level", "character_class"]
    )
    def test_what_everything_hangs_on_is_required(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_summary(changed(SUMMARY, place, harm))

        assert error.value.field == path_of(place)

    @each_harm
    @pytest.mark.parametrize(
        ("place", "fields"),
        [
            ("character_class.name", ["class_name"]),
            ("race", ["race_id", "race_name"]),
            ("race.name", ["race_name"]),
            ("faction", ["faction"]),
            ("active_spec", ["active_spec_id", "active_spec_name"]),
            ("average_item_level", ["average_item_level"]),
            ("equipped_item_level", ["equipped_item_level"]),
            ("achievement_points", ["achievement_points"]),
            ("last_login_timestamp", ["last_login_at"]),
            ("guild", ["guild"]),
            ("guild.id", ["guild"]),
            ("guild.name", ["guild"]),
            ("guild.realm", ["guild"]),
            ("guild.realm.slug", ["guild"]),
        ],
    )
    def test_what_is_not_there_is_not_known(self, place: str, fields: list[str], harm: object) -> None:
        expected = emptied(JAINA, *fields)

        assert parse_summary(changed(SUMMARY, place, harm)) == expected

    def test_a_character_that_never_logged_in_has_no_time(self) -> None:
        assert parse_summary(changed(SUMMARY, "last_login_timestamp", 0)).last_login_at is None

    def test_an_id_that_no_database_stores_is_refused(self) -> None:
        with pytest.raises(BadPayload, match="not what it should be"):
            parse_summary(changed(SUMMARY, "id", BIGGEST_ID + 1))


class TestParseStatus:
    @pytest.mark.parametrize("is_valid", [True, False])
    def test_it_says_whether_data_may_be_kept(self, *, is_valid: bool) -> None:
        status = parse_status(changed(STATUS, "is_valid", is_valid))

        assert status == CharacterStatus(id=BIGGEST_ID, is_valid=is_valid)

    @pytest.mark.parametrize("word", [None, 0, "false", []])
    def test_a_word_that_is_neither_yes_nor_no_deletes_nobody(self, word: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_status(changed(STATUS, "is_valid", word))

        assert error.value.field == "$.is_valid"

    @each_harm
    def test_without_an_id_it_says_nothing(self, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_status(changed(STATUS, "id", harm))

        assert error.value.field == "$.id"


class TestParseProfessions:
    def test_primaries_come_first_and_skill_is_where_it_was_sent(self) -> None:
        digging = Profession(
            id=12, name="Digging", is_primary=False, specialization=None, skill=420, max_skill=950, tiers=()
        )

        assert parse_professions(json_of(PROFESSIONS)) == Professions(professions=(KETTLES, digging))

    def test_one_who_learned_none_has_none(self) -> None:
        assert parse_professions(json_of({})).professions == ()

    @each_harm
    @pytest.mark.parametrize("place", ["profession", "profession.id"])
    def test_a_profession_without_an_id_is_refused(self, place: str, harm: object) -> None:
        place = f"primaries.0.{place}"

        with pytest.raises(BadPayload) as error:
            parse_professions(changed(PROFESSIONS, place, harm))

        assert error.value.field == path_of(place)

    def test_a_tier_of_which_nothing_is_known_is_kept(self) -> None:
        parsed = parse_professions(changed(PROFESSIONS, "primaries.0.tiers", [{}]))

        unknown = ProfessionTier(id=None, name=None, skill=None, max_skill=None, known_recipe_ids=())
        assert parsed.professions[0] == replace(KETTLES, tiers=(unknown,))

    def test_recipes_without_an_id_are_left_out(self) -> None:
        place = "primaries.0.tiers.0.known_recipes"

        parsed = parse_professions(changed(PROFESSIONS, place, [{"id": 501}, {}, {"id": "502"}]))

        assert parsed.professions[0].tiers[0].known_recipe_ids == (501,)

    def test_a_list_that_is_none_is_refused(self) -> None:
        with pytest.raises(BadPayload) as error:
            parse_professions(changed(PROFESSIONS, "primaries", {"id": 1}))

        assert error.value.field == "$.primaries"


class TestParseMedia:
    def test_pictures_of_today_are_a_list(self) -> None:
        expected = Media(
            avatar=f"{PICTURES}/avatar.jpg", inset=f"{PICTURES}/inset.jpg", main=f"{PICTURES}/main.jpg"
        )

        assert parse_media(json_of(MEDIA)) == expected

    def test_pictures_of_2019_are_fields(self) -> None:
        old = {"avatar_url": "https://a.test", "bust_url": "https://b.test", "render_url": "https://c.test"}

        media = parse_media(json_of(old))

        assert media == Media(avatar="https://a.test", inset="https://b.test", main="https://c.test")

    def test_a_list_goes_before_fields_of_the_old_kind(self) -> None:
        both = {**MEDIA, "avatar_url": "https://old.test"}

        assert parse_media(json_of(both)).avatar == f"{PICTURES}/avatar.jpg"

    def test_the_raw_figure_stands_in_for_the_figure(self) -> None:
        raw_only = {"assets": [MEDIA["assets"][3]]}

        assert parse_media(json_of(raw_only)) == Media(
            avatar=None, inset=None, main=f"{PICTURES}/main-raw.png"
        )

    @pytest.mark.parametrize("assets", [[], [{}], [{"key": "avatar"}], [{"value": "https://a.test"}], None])
    def test_one_without_pictures_has_none(self, assets: object) -> None:
        media = parse_media(json_of({"assets": assets}))

        assert media == Media(avatar=None, inset=None, main=None)
