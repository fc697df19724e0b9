"""The simulated world and the season files speak of the same season, each with numbers of its own."""

from datetime import datetime

import pytest

from simulator import raiding, seasons, trimmings
from simulator.gamedata import CLASSES, CURRENT_SEASON, DUNGEONS, OLD_DUNGEONS, Dungeon
from simulator.gear import LAST_SEASON, STEP_GAINS, STEPS, TIER_SLOTS, TRACKS
from simulator.payloads.equipment import BONUS_OF_TRACK
from simulator.payloads.extras import BEFORE_FIRST_SET
from simulator.raiding import Raid
from simulator.warcraftlogs import zones
from webapp.seasons import Grade, SeasonFacts, season_by_key

NOW, BEFORE = season_by_key("season-mn-2"), season_by_key("season-mn-1")


def bosses(raid: Raid) -> list[tuple[int, str, int]]:
    """Return the bosses of a simulated raid."""
    return [(boss.id, boss.name, boss.logs_id) for boss in raid.bosses]


class TestRaids:
    @pytest.mark.parametrize(
        ("facts", "ours"), [(NOW, (raiding.RAID, raiding.LAIR)), (BEFORE, (raiding.OLD_RAID,))]
    )
    def test_have_the_same_bosses(self, facts: SeasonFacts, ours: tuple[Raid, ...]) -> None:
        known = {
            raid.id: [(boss.id, boss.name, boss.logs_id) for boss in raid.bosses] for raid in facts.raids
        }

        assert known == {raid.id: bosses(raid) for raid in ours}

    def test_have_the_same_zones_on_warcraft_logs(self) -> None:
        known = {raid.logs_zone_id for raid in (*NOW.raids, *BEFORE.raids)} - {None}

        assert known == {zones.RAID.id, zones.OLD_RAID.id}


class TestMythic:
    @pytest.mark.parametrize(("facts", "ours"), [(NOW, DUNGEONS), (BEFORE, OLD_DUNGEONS)])
    def test_has_the_same_dungeons(self, facts: SeasonFacts, ours: tuple[Dungeon, ...]) -> None:
        known = {(one.id, one.name, (one.par_seconds or 0) * 1_000) for one in facts.mythic.dungeons}

        assert known == {(one.id, one.name, one.par_ms) for one in ours}

    def test_has_the_same_zone_on_warcraft_logs(self) -> None:
        assert NOW.mythic.logs_zone_id == zones.DUNGEON_ZONE.id

    @pytest.mark.parametrize("facts", [NOW, BEFORE])
    @pytest.mark.parametrize("region", ["us", "eu"])
    def test_starts_at_the_same_second(self, facts: SeasonFacts, region: str) -> None:
        number = facts.mythic.season_id or 0

        start = seasons.season_start(region, number)

        assert facts.starts[region] == datetime.fromtimestamp(start, facts.starts[region].tzinfo)
        assert facts.mythic.first_period == seasons.period_at(region, start)


class TestGear:
    @pytest.mark.parametrize("grade", Grade)
    def test_enchantments_are_known_with_their_grade(self, grade: Grade) -> None:
        ours = trimmings.ENCHANTS[trimmings.Grade(grade)]

        unknown = {
            family: set(ids) - set(NOW.enchants.ids[grade][family])
            for family, ids in ours.items()
            if set(ids) - set(NOW.enchants.ids[grade][family])
        }

        assert unknown == {}

    def test_runes_are_known_and_what_comes_later_is_not(self) -> None:
        assert set(trimmings.RUNES) <= set(NOW.enchants.ids[Grade.GOOD]["RUNE"])
        assert trimmings.FUTURE_ENCHANT not in NOW.enchants.grades
        assert trimmings.FUTURE_GEM not in NOW.gems.grades

    def test_gems_are_known_with_their_grade(self) -> None:
        ours = {gem: Grade(grade) for grade, gems in trimmings.GEMS.items() for gem in gems}

        assert {gem: NOW.gems.grades.get(gem) for gem in ours} == ours
        assert NOW.gems.grades[trimmings.DIAMOND] is Grade.GOOD

    def test_slots_to_enchant_and_of_sets_are_the_same(self) -> None:
        assert set(NOW.enchants.slots) == set(trimmings.ENCHANT_SLOTS)
        assert set(NOW.tier.slots) == set(TIER_SLOTS)

    @pytest.mark.parametrize(("facts", "season"), [(NOW, CURRENT_SEASON), (BEFORE, LAST_SEASON)])
    def test_sets_are_the_classes(self, facts: SeasonFacts, season: int) -> None:
        assert facts.tier.set_ids == {BEFORE_FIRST_SET[season] + one.id for one in CLASSES}

    @pytest.mark.parametrize(("facts", "season"), [(NOW, CURRENT_SEASON), (BEFORE, LAST_SEASON)])
    def test_tracks_have_the_same_item_levels(self, facts: SeasonFacts, season: int) -> None:
        ours = {name: tuple(first + gain for gain in STEP_GAINS[season]) for name, first in TRACKS[season]}

        assert {one.name: ours[one.name][: len(one.levels)] for one in facts.tracks.known} == {
            one.name: one.levels for one in facts.tracks.known
        }

    def test_tracks_have_the_same_bonus_ids(self) -> None:
        ours = {
            first + step: (name, step + 1)
            for (name, _), first in zip(TRACKS[CURRENT_SEASON], BONUS_OF_TRACK, strict=True)
            for step in range(STEPS)
        }

        known = {bonus: (track.name, step) for bonus, (track, step) in NOW.tracks.by_bonus.items()}

        assert known == {bonus: ours[bonus] for bonus in known}
        assert len(known) >= 4 * STEPS

    def test_embellishments_are_named_alike(self) -> None:
        assert any(word in "Unique-Equipped: Embellished (2)" for word in NOW.embellishments.words)
