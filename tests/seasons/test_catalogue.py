"""Tests of the seasons that this version knows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp.seasons import (
    UNKNOWN_SEASON,
    Grade,
    SeasonFacts,
    all_seasons,
    season_at,
    season_before,
    season_by_key,
)
from webapp.seasons.catalogue import FOLDER
from webapp.seasons.facts import Confidence
from webapp.seasons.table import BadSeasonFile
from webapp.words import REGIONS

START = datetime(2026, 8, 19, 4, tzinfo=UTC)


class TestSeasonAt:
    def test_it_starts_with_the_region_s_own_reset(self) -> None:
        before, after = START - timedelta(seconds=1), START

        assert [season_at("eu", moment).key for moment in (before, after)] == ["season-mn-1", "season-mn-2"]

    def test_regions_start_at_different_hours(self) -> None:
        moment = datetime(2026, 8, 18, 16, tzinfo=UTC)

        assert season_at("us", moment).key == "season-mn-2"
        assert season_at("eu", moment).key == "season-mn-1"

    def test_a_moment_that_no_file_covers_is_an_unknown_season(self) -> None:
        assert season_at("eu", datetime(2020, 1, 1, tzinfo=UTC)) is UNKNOWN_SEASON

    def test_a_region_of_which_nobody_knows_is_an_unknown_season(self) -> None:
        assert season_at("cn", START) is UNKNOWN_SEASON


class TestSeasonByKey:
    def test_a_known_key_finds_its_season(self) -> None:
        assert season_by_key("season-mn-1").mythic.season_id == 17

    def test_an_unknown_key_finds_the_unknown_season(self) -> None:
        assert season_by_key("season-xx-9") is UNKNOWN_SEASON


class TestAllSeasons:
    @pytest.mark.parametrize("season", all_seasons(), ids=lambda season: season.key)
    def test_each_group_names_its_source(self, season: SeasonFacts) -> None:
        gear = [season.enchants.origin, season.gems.origin, season.tier.origin, season.tracks.origin]

        origins = [season.dates, season.character, season.mythic.origin, season.vault.origin, *gear]

        assert all(origin.source and origin.confidence in Confidence for origin in origins)

    def test_every_season_starts_in_every_region(self) -> None:
        assert all(set(season.starts) == set(REGIONS) for season in all_seasons())

    def test_the_running_season_has_its_eight_dungeons_with_par_times(self) -> None:
        dungeons = season_by_key("season-mn-2").mythic.dungeons

        assert len(dungeons) == 8
        assert all(dungeon.par_seconds for dungeon in dungeons)

    def test_every_slot_that_can_be_enchanted_has_a_good_and_a_cheap_enchantment(self) -> None:
        facts = season_by_key("season-mn-2").enchants
        kinds = {slot.split("_")[0].replace("MAIN", "WEAPON") for slot in facts.slots}

        assert all(kinds <= set(facts.ids[grade]) for grade in Grade)

    def test_no_level_of_the_vault_is_confirmed_where_sources_disagree(self) -> None:
        vault = season_by_key("season-mn-2").vault

        assert not any(reward.is_confirmed for reward in vault.raid.rewards)
        assert {reward.by for reward in vault.mythic.rewards if not reward.is_confirmed} == {"7"}

    def test_the_rating_rule_fits_the_scored_runs_that_it_was_made_from(self) -> None:
        rule = season_by_key("season-mn-2").mythic.rating

        assert rule
        for level, left, score in (
            (13, 1 - 1_454_531 / 1_800_999, 387.2),
            (16, 1 - 1_697_846 / 1_860_999, 428.3),
        ):
            early = rule.time_bonus * min(1.0, left / rule.time_share)
            assert rule.least(level) + early == pytest.approx(score, abs=0.06)

    def test_problems_of_all_files_are_told_at_once(self, tmp_path: Path) -> None:
        good = (FOLDER / "mn-2.toml").read_text("utf-8")
        (tmp_path / "a.toml").write_text(good.replace("level_cap = 90", "level_cap = 'ninety'"), "utf-8")
        (tmp_path / "b.toml").write_text("key = ", "utf-8")

        with pytest.raises(BadSeasonFile) as told:
            all_seasons(tmp_path)

        assert "a.toml: character.level_cap: has the wrong type" in str(told.value)
        assert "b.toml: is not TOML" in str(told.value)

    def test_two_files_cannot_be_one_season(self, tmp_path: Path) -> None:
        for name in ("a.toml", "b.toml"):
            (tmp_path / name).write_text((FOLDER / "mn-2.toml").read_text("utf-8"), "utf-8")

        with pytest.raises(BadSeasonFile, match="two files have the key season-mn-2"):
            all_seasons(tmp_path)


class TestSeasonBefore:
    def test_it_ended_when_the_present_one_began(self) -> None:
        found = season_before("eu", START)

        assert found is not None
        assert (found.name, found.until, found.since < START) == ("Midnight Season 1", START, True)

    def test_before_the_first_that_is_known_there_is_none(self) -> None:
        assert season_before("eu", START - timedelta(seconds=1)) is None
        assert season_before("eu", datetime(2020, 1, 1, tzinfo=UTC)) is None
