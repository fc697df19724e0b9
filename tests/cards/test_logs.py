"""Tests of the logs on a card."""

from typing import Any

import pytest

from tests.cards.pieces import context, stored
from webapp.cards.card import Logs
from webapp.cards.logs import logs_part
from webapp.words import Section

RANKED = {
    "state": "ranked",
    "metric": "hps",
    "zone": 53,
    "difficulty": 4,
    "best": 78.2,
    "median": 61.0,
    "rankings": [{"id": 3470, "name": "Nek'zali", "best": 91.4, "median": 60.0, "kills": 3, "spec": "Holy"}],
}


def logs(document: dict[str, Any], **other: Any) -> Logs:
    """Build the logs of a document."""
    return logs_part(document, context(sections={Section.LOGS: stored(document, **other)}))


class TestLogsPart:
    def test_it_has_best_and_median_by_boss(self) -> None:
        part = logs(RANKED)

        assert (part["state"], part["metric"], part["best"], part["median"]) == ("ranked", "hps", 78.2, 61.0)
        assert (part["zone"], part["difficulty"]) == ("The Venomous Abyss", "Heroic")
        assert (part["bosses"][0]["best"], part["bosses"][0]["bossId"]) == (91.4, 2888)

    @pytest.mark.parametrize("outcome", ["ok", "upstream"])
    def test_nobody_tells_as_of_when_they_are(self, outcome: str) -> None:
        part = logs(RANKED, outcome=outcome)

        assert (part["source"], part["asOf"]) == ("Warcraft Logs", None)

    @pytest.mark.parametrize("state", ["hidden", "anonymous", "no_logs", "unknown", "archived"])
    def test_why_there_are_none_is_said_in_a_word(self, state: str) -> None:
        part = logs({"state": state, "metric": "dps", "zone": None, "rankings": None})

        assert (part["state"], part["bosses"], part["best"]) == (state, [], None)

    def test_rankings_within_rankings_are_read_too(self) -> None:
        part = logs({"state": "ranked", "zone": {"id": 9}, "rankings": {**RANKED, "zone": 9}})

        assert (part["zone"], part["best"], len(part["bosses"])) == ("Zone 9", 78.2, 1)

    def test_a_zone_with_a_name_keeps_it(self) -> None:
        assert logs({**RANKED, "zone": {"id": 53, "name": "Abyss"}})["zone"] == "Abyss"

    def test_without_a_zone_there_is_none(self) -> None:
        assert logs({"state": "no_logs", "rankings": []})["zone"] is None

    def test_a_boss_of_no_season_has_no_number_of_battle_net(self) -> None:
        assert logs({**RANKED, "rankings": [{"id": 1}]})["bosses"][0]["bossId"] is None

    def test_after_a_failed_look_the_old_ones_are_old(self) -> None:
        part = logs(RANKED, outcome="upstream")

        assert part["certainty"] == "old"
        assert part["note"] == "The last look brought no more: Warcraft Logs is having trouble."

    @pytest.mark.parametrize(("state", "outcome"), [("hidden", "forbidden"), ("unknown", "not_found")])
    def test_that_there_is_nothing_to_see_is_not_old(self, state: str, outcome: str) -> None:
        part = logs({"state": state}, outcome=outcome)

        assert (part["certainty"], "note" in part) == ("exact", False)

    def test_rankings_that_outlive_their_character_are_old(self) -> None:
        assert logs(RANKED, outcome="not_found")["certainty"] == "old"

    def test_the_address_of_the_character_s_page_is_escaped(self) -> None:
        told = context(sections={Section.LOGS: stored(RANKED)}, name="Jaïna")

        assert (
            logs_part(RANKED, told)["url"]
            == "https://www.warcraftlogs.com/character/eu/argent-dawn/ja%C3%AFna"
        )
