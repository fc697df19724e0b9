"""What dungeons, raids and bosses are called, by the numbers under which they are kept, in any season."""

from collections.abc import Mapping
from functools import cache

from webapp.seasons.catalogue import all_seasons


def dungeon_name(dungeon_id: int) -> str:
    """Return a dungeon's name; one that no season's file has is shown by number."""
    return _dungeons().get(dungeon_id, f"Dungeon {dungeon_id}")


def raid_name(raid_id: int) -> str:
    """Return a raid's name; one that no season's file has is shown by number."""
    return _raids().get(raid_id, f"Raid {raid_id}")


def boss_name(boss_id: int) -> str:
    """Return a boss's name; one that no season's file has is shown by number."""
    return _bosses().get(boss_id, f"Boss {boss_id}")


@cache
def _dungeons() -> Mapping[int, str]:
    return {one.id: one.name for season in all_seasons() for one in season.mythic.dungeons}


@cache
def _raids() -> Mapping[int, str]:
    return {one.id: one.name for season in all_seasons() for one in season.raids}


@cache
def _bosses() -> Mapping[int, str]:
    raids = (raid for season in all_seasons() for raid in season.raids)
    return {one.id: one.name for raid in raids for one in raid.bosses}
