"""Raid kills, whole and with pieces missing."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.clients.battlenet.payloads.answers import BOSS, RAIDS
from tests.clients.battlenet.payloads.documents import changed, each_harm, emptied, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.raids import (
    EncounterKills,
    RaidExpansion,
    RaidInstance,
    RaidMode,
    parse_raids,
)

INSTANCE = "expansions.0.instances.0"
MODE = f"{INSTANCE}.modes.0"
KILLS = f"{MODE}.progress.encounters.0"
BAKER = EncounterKills(
    encounter_id=4001,
    name="The Head Baker",
    kills=3,
    last_kill_at=datetime(2026, 8, 15, 13, 20, tzinfo=UTC),
)
HEROIC = RaidMode(difficulty="HEROIC", completed=1, total=8, encounters=(BAKER,))
OVEN = RaidInstance(id=1401, name="The Great Oven", modes=(HEROIC,))
TEA = RaidExpansion(id=514, name="Tides of Tea", instances=(OVEN,))


def only_mode(place: str, value: object) -> RaidMode:
    """Read the only difficulty with another value at one place."""
    (expansion,) = parse_raids(changed(RAIDS, place, value)).expansions
    return expansion.instances[0].modes[0]


class TestParseRaids:
    def test_whole_raids_are_read(self) -> None:
        assert parse_raids(json_of(RAIDS)).expansions == (TEA,)

    @pytest.mark.parametrize("answer", [{}, {"expansions": None}, {"expansions": []}])
    def test_one_who_never_raided_has_none(self, answer: dict[str, Any]) -> None:
        assert parse_raids(json_of(answer)).expansions == ()

    def test_the_current_season_repeats_a_raid_beside_its_expansion(self) -> None:
        again = RAIDS["expansions"][0] | {"expansion": {"id": 505, "name": "Current Season"}}

        expansions = parse_raids(json_of({"expansions": [*RAIDS["expansions"], again]})).expansions

        assert expansions == (TEA, replace(TEA, id=505, name="Current Season"))

    @each_harm
    @pytest.mark.parametrize(
        "place",
        [
            "expansions.0.expansion",
            "expansions.0.expansion.id",
            f"{INSTANCE}.instance",
            f"{INSTANCE}.instance.id",
            f"{KILLS}.encounter",
            f"{KILLS}.encounter.id",
        ],
    )
    def test_expansion_raid_and_boss_need_their_ids(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_raids(changed(RAIDS, place, harm))

        assert error.value.field == path_of(place)

    @each_harm
    @pytest.mark.parametrize("place", [f"{MODE}.difficulty", f"{MODE}.difficulty.type"])
    def test_kills_of_no_difficulty_are_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_raids(changed(RAIDS, place, harm))

        assert error.value.field == path_of(f"{MODE}.difficulty")

    @pytest.mark.parametrize(
        "place", ["expansions", "expansions.0.instances", f"{INSTANCE}.modes", f"{MODE}.progress.encounters"]
    )
    @pytest.mark.parametrize("harm", ["many", {}, [None]])
    def test_a_list_that_is_none_is_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_raids(changed(RAIDS, place, harm))

        assert error.value.field.startswith(path_of(place))

    @each_harm
    def test_names_may_be_unknown(self, harm: object) -> None:
        expansions = parse_raids(changed(RAIDS, "expansions.0.expansion.name", harm)).expansions

        assert expansions == (replace(TEA, name=None),)

    @each_harm
    def test_an_expansion_may_have_no_raids(self, harm: object) -> None:
        expansions = parse_raids(changed(RAIDS, "expansions.0.instances", harm)).expansions

        assert expansions == (replace(TEA, instances=()),)


class TestMode:
    @pytest.mark.parametrize("harm", [None, [], "none"])
    def test_a_difficulty_without_progress_has_no_kills(self, harm: object) -> None:
        mode = only_mode(f"{MODE}.progress", harm)

        assert mode == RaidMode(difficulty="HEROIC", completed=None, total=None, encounters=())

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field", "empty"),
        [
            ("completed_count", "completed", None),
            ("total_count", "total", None),
            ("encounters", "encounters", ()),
        ],
    )
    def test_progress_may_say_less(self, place: str, field: str, empty: object, harm: object) -> None:
        mode = only_mode(f"{MODE}.progress.{place}", harm)

        assert mode == emptied(HEROIC, field, to=empty)


class TestEncounterKills:
    @each_harm
    @pytest.mark.parametrize(
        ("place", "field", "empty"),
        [
            ("encounter.name", "name", None),
            ("completed_count", "kills", 0),
            ("last_kill_timestamp", "last_kill_at", None),
        ],
    )
    def test_what_is_not_there_is_not_known(
        self, place: str, field: str, empty: object, harm: object
    ) -> None:
        mode = only_mode(f"{KILLS}.{place}", harm)

        assert mode.encounters == (emptied(BAKER, field, to=empty),)

    def test_a_boss_that_was_never_killed_has_no_time(self) -> None:
        never = BOSS | {"completed_count": 0, "last_kill_timestamp": 0}

        mode = only_mode(KILLS, never)

        assert mode.encounters == (replace(BAKER, kills=0, last_kill_at=None),)
