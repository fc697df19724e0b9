"""Tests of building a card."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.cards.pieces import SEASON, WEEK_START, WHOLE, run, source, stored, summary
from webapp.cards.build import build_card
from webapp.seasons import UNKNOWN_SEASON, season_by_key
from webapp.words import CardStatus, Section

PARTS = {
    Section.EQUIPMENT: "gear",
    Section.RAIDS: "raids",
    Section.PROFESSIONS: "professions",
    Section.MEDIA: "media",
    Section.SPECIALIZATIONS: "talents",
    Section.MYTHIC: "mythic",
}
SPOILT = {
    Section.EQUIPMENT: {"equipped_items": 7},
    Section.RAIDS: {"expansions": [7]},
    Section.PROFESSIONS: {"primaries": [{"profession": None}]},
    Section.MEDIA: {"assets": "none"},
    Section.SPECIALIZATIONS: {"specializations": {"id": 1}},
    Section.MYTHIC: {"current_period": {"best_runs": [{}]}},
}


class TestStatus:
    def test_a_card_of_all_sections_is_complete(self) -> None:
        built = build_card(source(WHOLE), SEASON)

        assert (built.status, built.error, built.card["missing"]) == (CardStatus.COMPLETE, None, [])
        assert all(built.card[part] is not None for part in PARTS.values())

    def test_a_missing_section_makes_it_partial_and_is_named(self) -> None:
        sections: dict[Section, Any] = {**WHOLE}
        del sections[Section.RAIDS]

        built = build_card(source(sections), SEASON)

        assert (built.status, built.card["missing"], built.card["raids"]) == (
            CardStatus.PARTIAL,
            ["raids"],
            None,
        )
        assert built.error == built.card["reasons"]["raids"]

    def test_a_section_whose_last_look_failed_makes_it_partial_and_stays(self) -> None:
        logs = stored({"state": "ranked", "best": 78.2}, outcome="upstream")

        built = build_card(source({**WHOLE, Section.LOGS: logs}, is_logs_connected=True), SEASON)

        assert (built.status, built.card["missing"], built.card["old"]) == (CardStatus.PARTIAL, [], ["logs"])
        assert (built.card["logs"]["best"], built.card["logs"]["certainty"]) == (78.2, "old")
        assert built.error == built.card["reasons"]["logs"]

    def test_a_section_that_does_not_exist_leaves_it_complete(self) -> None:
        built = build_card(source({**WHOLE, Section.RAIDS: stored(None, outcome="not_found")}), SEASON)

        assert (built.status, built.card["absent"]) == (CardStatus.COMPLETE, ["raids"])

    def test_without_a_profile_ever_it_failed_and_says_why(self) -> None:
        built = build_card(source({**WHOLE, Section.SUMMARY: stored(None, outcome="not_found")}), SEASON)

        assert built.status is CardStatus.FAILED
        assert built.error
        assert built.error.startswith("The profile could not be fetched: ")
        assert built.card["characterName"] == "Thrall"

    def test_logs_are_missing_only_where_they_are_connected(self) -> None:
        statuses = [build_card(source(WHOLE, is_logs_connected=on), SEASON).status for on in (False, True)]

        assert statuses == [CardStatus.COMPLETE, CardStatus.PARTIAL]


class TestGarbage:
    @pytest.mark.parametrize("section", PARTS, ids=str)
    def test_it_costs_its_part_and_never_the_card(self, section: Section) -> None:
        built = build_card(source({**WHOLE, section: SPOILT[section]}), SEASON)

        lost = [part for part in PARTS.values() if built.card[part] is None]
        assert (lost, built.card["missing"], built.status) == (
            [PARTS[section]],
            [section],
            CardStatus.PARTIAL,
        )
        assert "could not be read" in built.card["reasons"][section.value]

    @pytest.mark.parametrize("body", ["", "null", "{", '"text"', "\x00"])
    def test_a_profile_of_garbage_leaves_the_rest(self, body: str) -> None:
        built = build_card(source({**WHOLE, Section.SUMMARY: stored(body)}), SEASON)

        assert (built.status, built.card["missing"]) == (CardStatus.PARTIAL, ["summary"])
        assert built.card["gear"] is not None

    @pytest.mark.parametrize("spoilt", [Section.MYTHIC, Section.MYTHIC_SEASON])
    def test_of_two_answers_about_mythic_plus_the_good_one_is_kept(self, spoilt: Section) -> None:
        good = {"season": {"id": 18}, "best_runs": [run(588, 10)]}
        sections: dict[Section, Any] = {**WHOLE, Section.MYTHIC_SEASON: good, spoilt: SPOILT[Section.MYTHIC]}
        if spoilt is Section.MYTHIC_SEASON:
            sections[spoilt] = {"best_runs": [{}]}

        built = build_card(source(sections, season_id=18), SEASON)

        assert built.card["missing"] == [spoilt]
        assert len(built.card["mythic"]["best"]) == 1


class TestSeason:
    def test_the_card_is_of_its_season(self) -> None:
        built = build_card(source(WHOLE), SEASON)

        assert (built.season_key, built.card["seasonName"]) == ("season-mn-2", "Midnight Season 2")

    @pytest.mark.parametrize(("season", "season_id"), [(UNKNOWN_SEASON, None), (SEASON, 19)])
    def test_out_of_date_facts_accuse_nobody(self, season: Any, season_id: int | None) -> None:
        card = build_card(source(WHOLE, season_id=season_id), season).card

        assert not card["gear"]["audit"]["isSeasonKnown"]
        assert card["gear"]["audit"]["problems"] == []

    def test_it_is_built_again_at_the_next_reset(self) -> None:
        assert build_card(source(WHOLE), SEASON).rebuild_at == WEEK_START + timedelta(days=7)

    def test_it_is_built_again_when_the_season_ends_within_the_week(self) -> None:
        old = season_by_key("season-mn-1")
        week = source().week
        last = type(week)(
            start=old.ends["eu"] - timedelta(days=2),
            end=old.ends["eu"] + timedelta(days=5),
            is_confirmed=True,
        )

        assert build_card(source(WHOLE, week=last), old).rebuild_at == old.ends["eu"]


class TestDocument:
    def test_it_is_json(self) -> None:
        card = build_card(source(WHOLE), SEASON).card

        assert json.loads(json.dumps(card)) == card

    def test_what_programs_gave_is_kept(self) -> None:
        given = {"note": "ours"}

        assert build_card(source(WHOLE, external=given), SEASON).card["external"] == given
        assert "external" not in build_card(source(WHOLE), SEASON).card

    def test_every_part_says_where_it_comes_from_and_how_sure_it_is(self) -> None:
        card = build_card(source(WHOLE), SEASON).card

        for part in (*PARTS.values(), "summary", "vault"):
            assert {"source", "asOf", "certainty"} <= set(card[part])

    def test_the_same_source_is_the_same_card(self) -> None:
        first, second = (build_card(source({**WHOLE, Section.SUMMARY: summary()}), SEASON) for _ in range(2))

        assert first == second
