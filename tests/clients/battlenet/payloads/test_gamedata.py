"""Realms, periods, seasons, classes, specializations and races, whole and with pieces missing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.clients.battlenet.payloads import answers
from tests.clients.battlenet.payloads.documents import changed, each_harm, emptied, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads import gamedata
from webapp.clients.battlenet.payloads.gamedata import (
    ClassIndex,
    Named,
    Period,
    RaceIndex,
    Realm,
    Season,
    Spec,
    SpecIndex,
)

START = datetime(2026, 8, 15, 13, 20, tzinfo=UTC)
FROST = Spec(id=64, name="Frost", class_id=8, class_name="Mage", role="DAMAGE")
SEASON = Season(id=13, start=START, end=START + timedelta(days=1), period_ids=(1076, 1077))
INDEXES: list[tuple[Any, dict[str, Any], str]] = [
    (gamedata.parse_realm_index, answers.REALM_INDEX, "realms"),
    (gamedata.parse_period_index, answers.PERIOD_INDEX, "periods"),
    (gamedata.parse_season_index, answers.SEASON_INDEX, "seasons"),
    (gamedata.parse_class_index, answers.CLASS_INDEX, "classes"),
    (gamedata.parse_spec_index, answers.SPEC_INDEX, "character_specializations"),
    (gamedata.parse_race_index, answers.RACE_INDEX, "races"),
]


@pytest.mark.parametrize(("parse", "answer", "key"), INDEXES, ids=[key for _, _, key in INDEXES])
class TestIndexes:
    @pytest.mark.parametrize("harm", [None, "many", {"id": 1}, [None], [7]])
    def test_an_index_without_its_list_is_refused(
        self, parse: Any, answer: dict[str, Any], key: str, harm: object
    ) -> None:
        with pytest.raises(BadPayload) as error:
            parse(changed(answer, key, harm))

        assert error.value.field.startswith(f"$.{key}")

    def test_an_empty_list_is_passed_on_for_the_sync_to_doubt(
        self, parse: Any, answer: dict[str, Any], key: str
    ) -> None:
        parse(changed(answer, key, []))

    @each_harm
    def test_an_entry_without_an_id_is_refused(
        self, parse: Any, answer: dict[str, Any], key: str, harm: object
    ) -> None:
        with pytest.raises(BadPayload) as error:
            parse(changed(answer, f"{key}.0.id", harm))

        assert error.value.field == f"$.{key}[0].id"


class TestParseRealmIndex:
    def test_realms_are_read_in_their_order(self) -> None:
        index = gamedata.parse_realm_index(json_of(answers.REALM_INDEX))

        assert index.realms == (
            Realm(id=901, slug="rainmoor", name="Rainmoor"),
            Realm(id=902, slug="mudfen", name="Mud'fen"),
        )

    def test_letters_of_other_scripts_stay_in_slugs(self) -> None:
        index = gamedata.parse_realm_index(changed(answers.REALM_INDEX, "realms.0.slug", "rivière-noire-é"))

        assert index.realms[0].slug == "rivière-noire-é"

    @each_harm
    def test_a_realm_without_a_slug_is_refused(self, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            gamedata.parse_realm_index(changed(answers.REALM_INDEX, "realms.1.slug", harm))

        assert error.value.field == "$.realms[1].slug"

    @each_harm
    def test_a_bad_locale_takes_only_the_name(self, harm: object) -> None:
        index = gamedata.parse_realm_index(changed(answers.REALM_INDEX, "realms.0.name", harm))

        assert index.realms[0] == Realm(id=901, slug="rainmoor", name=None)


class TestParsePeriodIndex:
    def test_periods_are_sorted(self) -> None:
        index = gamedata.parse_period_index(json_of(answers.PERIOD_INDEX))

        assert (index.period_ids, index.current_id) == ((1075, 1076, 1077), 1077)

    @each_harm
    def test_the_present_one_may_be_unknown(self, harm: object) -> None:
        index = gamedata.parse_period_index(changed(answers.PERIOD_INDEX, "current_period", harm))

        assert (len(index.period_ids), index.current_id) == (3, None)


class TestParsePeriod:
    def test_a_week_has_both_ends(self) -> None:
        period = gamedata.parse_period(json_of(answers.PERIOD))

        assert period == Period(id=1077, start=START, end=START + timedelta(days=7))

    @pytest.mark.parametrize("place", ["id", "start_timestamp", "end_timestamp"])
    @pytest.mark.parametrize("harm", [None, "soon", 7.5, 2**62 * 2])
    def test_a_week_without_its_ends_is_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            gamedata.parse_period(changed(answers.PERIOD, place, harm))

        assert error.value.field == path_of(place)


class TestParseSeasonIndex:
    def test_seasons_are_sorted_and_begin_at_zero(self) -> None:
        index = gamedata.parse_season_index(json_of(answers.SEASON_INDEX))

        assert (index.season_ids, index.current_id) == ((0, 9, 13), 13)

    def test_season_zero_can_be_the_present_one(self) -> None:
        index = gamedata.parse_season_index(changed(answers.SEASON_INDEX, "current_season.id", 0))

        assert index.current_id == 0

    @each_harm
    def test_between_two_seasons_there_is_none(self, harm: object) -> None:
        index = gamedata.parse_season_index(changed(answers.SEASON_INDEX, "current_season", harm))

        assert index.current_id is None


class TestParseSeason:
    def test_a_whole_season_is_read(self) -> None:
        assert gamedata.parse_season(json_of(answers.SEASON)) == SEASON

    @each_harm
    @pytest.mark.parametrize(("place", "field"), [("start_timestamp", "start"), ("end_timestamp", "end")])
    def test_the_running_season_has_no_end(self, place: str, field: str, harm: object) -> None:
        season = gamedata.parse_season(changed(answers.SEASON, place, harm))

        assert season == emptied(SEASON, field)

    @each_harm
    def test_a_season_may_have_no_periods_yet(self, harm: object) -> None:
        season = gamedata.parse_season(changed(answers.SEASON, "periods", harm))

        assert season == replace(SEASON, period_ids=())


class TestNamedIndexes:
    def test_classes_are_read(self) -> None:
        index = gamedata.parse_class_index(json_of(answers.CLASS_INDEX))

        assert index == ClassIndex(entries=(Named(id=8, name="Mage"),))

    def test_specializations_of_pets_are_left_out(self) -> None:
        index = gamedata.parse_spec_index(json_of(answers.SPEC_INDEX))

        assert index == SpecIndex(entries=(Named(id=64, name="Frost"),))

    def test_races_are_read(self) -> None:
        index = gamedata.parse_race_index(json_of(answers.RACE_INDEX))

        assert index == RaceIndex(entries=(Named(id=1, name="Human"),))

    @each_harm
    def test_a_name_may_be_unknown(self, harm: object) -> None:
        index = gamedata.parse_class_index(changed(answers.CLASS_INDEX, "classes.0.name", harm))

        assert index.entries == (Named(id=8, name=None),)


class TestParseSpec:
    def test_a_whole_specialization_is_read(self) -> None:
        assert gamedata.parse_spec(json_of(answers.SPEC)) == FROST

    @each_harm
    @pytest.mark.parametrize("place", ["id", "playable_class", "playable_class.id"])
    def test_without_its_ids_it_is_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            gamedata.parse_spec(changed(answers.SPEC, place, harm))

        assert error.value.field == path_of(place)

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field"), [("name", "name"), ("playable_class.name", "class_name"), ("role", "role")]
    )
    def test_what_is_not_there_is_not_known(self, place: str, field: str, harm: object) -> None:
        spec = gamedata.parse_spec(changed(answers.SPEC, place, harm))

        assert spec == emptied(FROST, field)
