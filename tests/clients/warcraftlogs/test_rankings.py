"""Rankings are read with tolerance: what is odd is left out, what is there is kept."""

from typing import Any

import pytest

from tests.support.logs_server import RANKED
from webapp.clients.warcraftlogs.rankings import read_rankings


def first_boss(**fields: Any) -> Any:
    found = read_rankings({"rankings": [RANKED["rankings"][0] | fields]})
    return found.bosses[0] if found and found.bosses else None


class TestReadRankings:
    def test_every_field_that_a_card_shows_is_kept(self) -> None:
        found = read_rankings(RANKED)

        assert found is not None
        assert found.as_document() == {
            "zone": 53,
            "difficulty": 5,
            "metric": "dps",
            "partition": 2,
            "best": 91.2,
            "median": 80.0,
            "rankings": [
                {"id": 3401, "name": "Doorwarden", "best": 99.9, "median": 71.0, "kills": 4, "spec": "Fire"},
                {"id": 3402, "name": "Choir", "best": None, "median": None, "kills": 0, "spec": None},
            ],
        }

    @pytest.mark.parametrize("odd", [-0.1, 100.1, "99", "-", True, None, [], {}, 10**30])
    def test_an_odd_percentile_is_none(self, odd: Any) -> None:
        assert first_boss(rankPercent=odd).best is None

    @pytest.mark.parametrize("odd", [None, "x", {}, {"id": "1"}, {"id": 2**70}, {"name": "x"}])
    def test_a_boss_without_its_number_is_left_out(self, odd: Any) -> None:
        assert first_boss(encounter=odd) is None

    @pytest.mark.parametrize("odd", [-4, "4", 1.5, None, 2**70])
    def test_odd_kills_are_none(self, odd: Any) -> None:
        assert first_boss(totalKills=odd).kills == 0

    def test_a_boss_that_is_listed_twice_counts_once(self) -> None:
        found = read_rankings({"rankings": [RANKED["rankings"][0]] * 200})

        assert found is not None
        assert len(found.bosses) == 1
