"""Tests of reading what a season file says of the Great Vault."""

import pytest

from webapp.seasons.facts import NOBODY_KNOWS, Reward
from webapp.seasons.table import Table
from webapp.seasons.vault_reading import read_vault

EMPTY: dict[str, object] = {"needs": [1, 4, 8]}


def reward_of(claims: dict[str, int]) -> Reward:
    """Read one reward with these claims."""
    raid = {"needs": [2, 4, 6], "rewards": [{"by": "MYTHIC", "track": "Myth", "claims": claims}]}
    table = Table("vault", {"raid": raid, "mythic": EMPTY, "world": EMPTY}, [])
    return read_vault(table, origin=NOBODY_KNOWS).raid.rewards[0]


class TestReadVault:
    @pytest.mark.parametrize(
        ("claims", "level", "is_confirmed"),
        [({"a": 334, "b": 318}, 318, False), ({"a": 318, "b": 318}, 318, True), ({"a": 318}, 318, False)],
    )
    def test_the_lowest_claim_is_used_and_is_sure_only_where_sources_agree(
        self, claims: dict[str, int], *, level: int, is_confirmed: bool
    ) -> None:
        reward = reward_of(claims)

        assert (reward.level, reward.is_confirmed) == (level, is_confirmed)

    def test_thresholds_must_rise(self) -> None:
        falling: dict[str, object] = {"needs": [4, 2]}
        table = Table("vault", {"raid": falling, "mythic": EMPTY, "world": EMPTY}, [])

        read_vault(table, origin=NOBODY_KNOWS)

        assert table.problems == ["vault.raid.needs: must rise"]
