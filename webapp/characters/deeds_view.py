"""Put the runs and kills that are kept of a character into lines. Pure."""

from collections.abc import Iterable, Sequence

from webapp.characters.figures import minutes, whole
from webapp.characters.history_page import KillDone, RunDone
from webapp.history.facts import Kill, Run
from webapp.seasons.names import boss_name, dungeon_name, raid_name

MOST_DEEDS = 40
"""Of each; the API tells the rest."""
DIFFICULTIES = {"LFR": "Raid Finder", "NORMAL": "Normal", "HEROIC": "Heroic", "MYTHIC": "Mythic"}


def run_lines(runs: Iterable[Run]) -> Sequence[RunDone]:
    """Return runs in words."""
    return [
        RunDone(
            done_at=one.completed_at,
            dungeon=dungeon_name(one.dungeon_id),
            key=f"+{one.level}",
            timed="in time" if one.is_timed else "over time",
            time=minutes(one.duration_ms),
            rating=whole(one.rating),
        )
        for one in runs
    ]


def kill_lines(kills: Iterable[Kill]) -> Sequence[KillDone]:
    """Return kills in words; how many there were up to one is what Battle.net said then."""
    return [
        KillDone(
            killed_at=one.killed_at,
            boss=boss_name(one.boss_id),
            raid=raid_name(one.raid_id),
            difficulty=DIFFICULTIES.get(one.difficulty, one.difficulty.capitalize()),
            kills=f"{one.kills:,}",
        )
        for one in kills
    ]
