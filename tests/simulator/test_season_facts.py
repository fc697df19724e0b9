"""The simulated world and the season files speak of the same season, each with numbers of its own."""

from datetime import datetime

import pytest

from simulator import raiding, seasons
from simulator.gamedata import DUNGEONS, OLD_DUNGEONS, Dungeon
from simulator.raiding import Raid
from simulator.warcraftlogs import zones
from webapp.seasons import SeasonFacts, season_by_key

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
