"""Tests of raid progress on a card."""

from datetime import timedelta

import pytest

from tests.cards.pieces import SEASON, WEEK_START, context, expansion, kill, raid
from webapp.cards.raids import raids_part
from webapp.cards.reading import Misshapen
from webapp.seasons.facts import UNKNOWN_SEASON

LAST_WEEK = WEEK_START - timedelta(days=3)
ABYSS, GROTTO = 1320, 1317


class TestRaidsPart:
    def test_the_season_s_raid_has_its_kills_by_boss_and_difficulty(self) -> None:
        modes = {"NORMAL": [kill(2888, count=3), kill(2874)], "HEROIC": [kill(2888)]}

        part = raids_part({"expansions": [expansion(505, raid(ABYSS, modes))]}, context())

        abyss = part["raids"][0]
        first = abyss["bosses"][0]
        assert (part["summary"], abyss["name"], len(abyss["bosses"])) == ("1/8 H", "Raid 1320", 8)
        assert (first["name"], first["byDifficulty"]["NORMAL"]["kills"]) == ("Boss 2888", 3)
        assert list(first["byDifficulty"]) == ["NORMAL", "HEROIC"]

    def test_a_kill_of_this_week_is_told_from_an_older_one(self) -> None:
        modes = {"HEROIC": [kill(2888, at=LAST_WEEK), kill(2874, at=WEEK_START)]}

        part = raids_part({"expansions": [expansion(505, raid(ABYSS, modes))]}, context())

        first, second = (boss["byDifficulty"]["HEROIC"] for boss in part["raids"][0]["bosses"][:2])
        assert [first["isThisWeek"], second["isThisWeek"]] == [False, True]

    def test_the_same_raid_in_two_expansions_is_one(self) -> None:
        once = raid(ABYSS, {"HEROIC": [kill(2888)]})

        part = raids_part({"expansions": [expansion(505, once), expansion(516, once)]}, context())

        assert [one["id"] for one in part["raids"]] == [ABYSS, GROTTO]

    def test_a_raid_of_the_season_without_a_kill_is_there_with_its_bosses(self) -> None:
        part = raids_part({}, context())

        assert (part["summary"], part["certainty"]) == (None, "exact")
        assert [(one["name"], one["progress"]) for one in part["raids"]] == [
            ("The Venomous Abyss", []),
            ("The Tidebound Grotto", []),
        ]

    def test_without_a_kill_this_season_the_newest_expansion_is_shown_as_old(self) -> None:
        old = [expansion(395, raid(1, {"HEROIC": [kill(1)]})), expansion(396, raid(2, {"HEROIC": [kill(2)]}))]

        part = raids_part({"expansions": old}, context())

        assert (part["raids"][0]["id"], part["summary"], part["certainty"]) == (2, None, "old")
        assert part["note"] == "No kill in the raids of Midnight Season 2 yet: these are of Expansion 396."

    def test_raids_of_the_current_season_that_no_file_knows_are_shown(self) -> None:
        told = {"expansions": [expansion(505, raid(7, {"LFR": [kill(1)]})), expansion(516)]}

        part = raids_part(told, context(season=UNKNOWN_SEASON))

        assert (part["summary"], part["certainty"], part["raids"][0]["id"]) == ("1/8 L", "exact", 7)

    def test_old_difficulties_are_kept_and_have_no_letter(self) -> None:
        told = {"expansions": [expansion(72, raid(3, {"LEGACY_25_HEROIC": [kill(1)]}))]}

        part = raids_part(told, context(season=UNKNOWN_SEASON))

        assert part["raids"][0]["progress"][0]["difficulty"] == "LEGACY_25_HEROIC"
        assert part["summary"] is None

    def test_without_a_total_the_season_knows_the_bosses(self) -> None:
        told = {"expansions": [expansion(505, raid(ABYSS, {"MYTHIC": [kill(2888)]}, total=0))]}

        assert raids_part(told, context())["summary"] == f"1/{len(SEASON.raids[0].bosses)} M"

    @pytest.mark.parametrize("spoilt", [{"encounter": {}}, {"encounter": {"id": "2888"}}])
    def test_a_boss_without_an_id_is_none(self, spoilt: dict[str, object]) -> None:
        told = {"expansions": [expansion(505, raid(ABYSS, {"HEROIC": [{**kill(2888), **spoilt}]}))]}

        with pytest.raises(Misshapen, match="boss"):
            raids_part(told, context())

    def test_a_difficulty_without_a_name_is_none(self) -> None:
        with pytest.raises(Misshapen, match="difficulty"):
            raids_part({"expansions": [expansion(505, {**raid(ABYSS, {}), "modes": [{}]})]}, context())
