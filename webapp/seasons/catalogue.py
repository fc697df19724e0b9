"""The seasons that this version knows, read from the files beside this module."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from webapp.seasons.facts import UNKNOWN_SEASON, SeasonBefore, SeasonFacts
from webapp.seasons.reading import read_season
from webapp.seasons.table import BadSeasonFile

FOLDER = Path(__file__).parent


@cache
def all_seasons(folder: Path = FOLDER) -> tuple[SeasonFacts, ...]:
    """Return the seasons of a folder; raise BadSeasonFile that lists the problems of all its files."""
    seasons, problems = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            seasons.append(read_season(tomllib.loads(path.read_text("utf-8")), file=path.name))
        except BadSeasonFile as error:
            problems.append(str(error))
        except tomllib.TOMLDecodeError as error:
            problems.append(f"{path.name}: is not TOML: {error}")
    keys = [season.key for season in seasons]
    problems += [f"{folder.name}: two files have the key {key}" for key in keys if keys.count(key) > 1]
    if problems:
        raise BadSeasonFile("\n".join(problems))
    return tuple(seasons)


def season_at(region: str, moment: datetime) -> SeasonFacts:
    """Return the season that runs in a region at a moment; UNKNOWN_SEASON where no file covers it."""
    begun = [season for season in all_seasons() if _runs(season, region, moment)]
    return max(begun, key=lambda season: season.starts[region], default=UNKNOWN_SEASON)


def season_before(region: str, moment: datetime) -> SeasonBefore | None:
    """Return the season before the one that runs in a region at a moment, where files have both."""
    until = season_at(region, moment).starts.get(region)
    if until is None:
        return None
    earlier = season_at(region, until - timedelta(microseconds=1))
    since = earlier.starts.get(region)
    return None if since is None else SeasonBefore(name=earlier.name, since=since, until=until)


def season_by_key(key: str) -> SeasonFacts:
    """Return the season of a key like "season-mn-2"; UNKNOWN_SEASON where no file has it."""
    return next((season for season in all_seasons() if season.key == key), UNKNOWN_SEASON)


def _runs(season: SeasonFacts, region: str, moment: datetime) -> bool:
    start, end = season.starts.get(region), season.ends.get(region)
    return start is not None and start <= moment and (end is None or moment < end)
