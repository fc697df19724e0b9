"""Tests of the Great Vault: honest lower bounds."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.cards.pieces import SEASON, WEEK_START, context, expansion, kill, raid, run
from webapp.cards.card_progress import Mythic, Raids, Vault, VaultRow
from webapp.cards.mythic import mythic_part
from webapp.cards.raids import raids_part
from webapp.cards.source import Week
from webapp.cards.vault import filled_slots, reward_of, vault_part
from webapp.seasons.facts import UNKNOWN_SEASON

LAST_WEEK = WEEK_START - timedelta(days=3)
BOSSES = [boss.id for boss in SEASON.raids[0].bosses]


def raids(**modes: list[dict[str, Any]]) -> Raids:
    """Return the season's raid with kills by difficulty."""
    return raids_part({"expansions": [expansion(505, raid(1320, modes))]}, context())


def mythic(*levels: int) -> Mythic:
    """Return runs of this week in different dungeons."""
    runs = [run(dungeon.id, level) for dungeon, level in zip(SEASON.mythic.dungeons, levels, strict=False)]
    return mythic_part({"current_period": {"best_runs": runs}}, None, context())


def row(vault: Vault, kind: str) -> VaultRow:
    """Return one row of the vault."""
    return next(one for one in vault["rows"] if one["kind"] == kind)


class TestRaidRow:
    def test_each_boss_counts_once_at_its_best_difficulty(self) -> None:
        told = raids(NORMAL=[kill(boss) for boss in BOSSES[:4]], HEROIC=[kill(boss) for boss in BOSSES[:2]])

        slots = row(vault_part(told, None, context()), "raid")["slots"]

        assert [(slot["state"], slot["by"], slot["more"]) for slot in slots] == [
            ("filled", "HEROIC", None),
            ("filled", "NORMAL", None),
            ("open", None, 2),
        ]

    def test_kills_of_last_week_do_not_count(self) -> None:
        told = raids(HEROIC=[kill(boss, at=LAST_WEEK) for boss in BOSSES])

        found = row(vault_part(told, None, context()), "raid")

        assert (found["done"], found["certainty"]) == (0, "at least")

    @pytest.mark.parametrize("other", [1317, 1301])
    def test_kills_in_raids_that_do_not_surely_fill_it_do_not_count(self, other: int) -> None:
        told = raids_part({"expansions": [expansion(505, raid(other, {"HEROIC": [kill(1)]}))]}, context())

        assert row(vault_part(told, None, context()), "raid")["done"] == 0

    def test_a_lair_that_is_not_counted_is_said_to_be_none_of_it(self) -> None:
        lair = next(one for one in SEASON.raids if not one.fills_vault)
        told = raids_part(
            {"expansions": [expansion(505, raid(lair.id, {"HEROIC": [kill(2849)]}))]}, context()
        )

        found = row(vault_part(told, None, context()), "raid")

        assert found["note"] == f"{lair.name} is not counted: nobody says whether it does."

    def test_a_lair_that_was_not_visited_is_not_spoken_of(self) -> None:
        told = raids(HEROIC=[kill(BOSSES[0])])

        assert row(vault_part(told, None, context()), "raid")["note"] is None

    def test_where_sources_disagree_the_lower_reward_is_shown_as_unconfirmed(self) -> None:
        told = raids(MYTHIC=[kill(boss) for boss in BOSSES[:2]])

        vault = vault_part(told, None, context())

        slot = row(vault, "raid")["slots"][0]
        assert (slot["level"], slot["track"], slot["isConfirmed"]) == (318, "Myth", False)
        assert "Sources disagree" in vault["note"]


class TestMythicRow:
    def test_the_first_fourth_and_eighth_best_run_count(self) -> None:
        slots = row(vault_part(None, mythic(12, 7, 8, 6), context()), "mythic")["slots"]

        assert [(slot["by"], slot["level"], slot["more"]) for slot in slots] == [
            ("12", 318, None),
            ("6", 311, None),
            (None, None, 4),
        ]

    def test_a_reward_on_which_sources_agree_is_confirmed(self) -> None:
        vault = vault_part(None, mythic(12), context())

        assert row(vault, "mythic")["slots"][0]["isConfirmed"]
        assert "note" not in vault


class TestWhatNobodyKnows:
    def test_the_world_is_never_told(self) -> None:
        found = row(vault_part(raids(), mythic(), context()), "world")

        assert (found["done"], {slot["state"] for slot in found["slots"]}) == (None, {"unknown"})
        assert found["note"]

    def test_who_was_not_seen_since_the_reset_may_have_done_anything(self) -> None:
        vault = vault_part(raids(), mythic(), context(seen_at=LAST_WEEK))

        states = {slot["state"] for one in vault["rows"] for slot in one["slots"]}
        assert (states, [one["done"] for one in vault["rows"]]) == ({"unknown"}, [None, None, None])
        assert row(vault, "raid")["note"] == "Not seen in the game since the weekly reset."

    def test_below_the_highest_level_there_is_nothing_to_fill(self) -> None:
        vault = vault_part(raids(), mythic(12), context(), level=80)

        assert [one["done"] for one in vault["rows"]] == [None, None, None]
        assert vault["note"] == "The Great Vault is filled from level 90 on."

    def test_a_missing_section_leaves_its_row_unknown(self) -> None:
        vault = vault_part(None, mythic(12), context())

        assert [one["done"] for one in vault["rows"]] == [None, 1, None]

    def test_an_unknown_season_has_no_slots(self) -> None:
        vault = vault_part(raids(), mythic(), context(season=UNKNOWN_SEASON))

        assert [one["slots"] for one in vault["rows"]] == [[], [], []]

    def test_a_reset_that_battle_net_did_not_confirm_is_said_to_be_counted(self) -> None:
        week = Week(start=WEEK_START, end=WEEK_START + timedelta(days=7), is_confirmed=False)

        assert "Battle.net has not confirmed it" in vault_part(None, None, context(week=week))["note"]


class TestFilledSlots:
    def test_it_counts_filled_slots_or_says_that_nobody_knows(self) -> None:
        vault = vault_part(raids(), mythic(12, 11, 10, 9), context())

        assert [filled_slots(vault, kind) for kind in ("raid", "mythic", "world")] == [0, 2, None]


class TestRewardOf:
    @pytest.mark.parametrize(
        ("by", "level"), [("20", 318), ("9", 311), ("5", 308), ("3", 305), ("MYTHIC", None)]
    )
    def test_a_level_earns_what_the_highest_reached_gives(self, by: str, level: int | None) -> None:
        reward = reward_of(by, SEASON.vault.mythic.rewards)

        assert (None if reward is None else reward.level) == level

    def test_a_season_without_rewards_gives_none(self) -> None:
        assert reward_of("12", replace(SEASON.vault.mythic, rewards=()).rewards) is None
