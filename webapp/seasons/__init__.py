"""What a season of the game is made of: facts as data, each with its source and how sure it is."""

from webapp.seasons.catalogue import all_seasons, season_at, season_by_key
from webapp.seasons.facts import UNKNOWN_SEASON, Confidence, Grade, SeasonFacts

__all__ = [
    "UNKNOWN_SEASON",
    "Confidence",
    "Grade",
    "SeasonFacts",
    "all_seasons",
    "season_at",
    "season_by_key",
]
