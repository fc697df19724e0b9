"""What somebody did in the Mythic+ season before: Battle.net keeps it. Pure."""

from functools import lru_cache

from simulator.activity import KeyRun, last_season_progress, run_rating, season_rating, season_runs
from simulator.gamedata import CURRENT_SEASON, MAX_LEVEL, OLD_DUNGEONS
from simulator.people import Person
from simulator.randomness import mix, unit
from simulator.seasons import season_start

LAST_SEASON = CURRENT_SEASON - 1
_TOP_LEVEL, _PLAYED_SHARE = 17, 0.8
_QUIET_SECONDS = 42 * 86_400


@lru_cache(maxsize=4_096)
def last_season_runs(seed: int, person: Person) -> tuple[KeyRun, ...]:
    """Return the best run in each dungeon of the season before, of those who played it."""
    if person.start_level < MAX_LEVEL or unit(seed, 42, person.index) > _PLAYED_SHARE:
        return ()
    return tuple(_run(seed, person, place) for place in range(len(OLD_DUNGEONS)))


def seasons_played(seed: int, person: Person, *, until: float) -> dict[int, tuple[KeyRun, ...]]:
    """Return the best runs of each season that a character had played by its last session, newest first."""
    both = {
        CURRENT_SEASON: season_runs(seed, person, until=until),
        LAST_SEASON: last_season_runs(seed, person),
    }
    return {season: runs for season, runs in both.items() if runs}


def shown_rating(seed: int, person: Person, *, until: float) -> float | None:
    """Return the rating that Battle.net shows: last season's for who has not logged out in this one yet."""
    is_behind = until < season_start(person.region, CURRENT_SEASON)
    runs = last_season_runs(seed, person) if is_behind else season_runs(seed, person, until=until)
    return season_rating(runs) if runs else None


def _run(seed: int, person: Person, place: int) -> KeyRun:
    lot = mix(seed, 43, person.index, place)
    dungeon = OLD_DUNGEONS[place]
    level = max(2, int(last_season_progress(person) * _TOP_LEVEL * (0.8 + 0.2 * unit(lot, 1))))
    pace = 1.1 - 0.25 * person.skill - 0.1 * unit(lot, 2)
    start = season_start(person.region, LAST_SEASON)
    # Nobody ran in the season's last weeks: those who are gone went away in them.
    length = season_start(person.region, CURRENT_SEASON) - start - _QUIET_SECONDS
    return KeyRun(
        dungeon=dungeon.id,
        level=level,
        completed_at=start + (lot >> 8) % length,
        duration_ms=int(dungeon.par_ms * pace),
        timed=pace <= 1,
        rating=run_rating(level, pace),
        number=place,
    )
