"""What a season of the game is made of: facts as data, each with its source and how sure it is."""

from webapp.seasons.catalogue import all_seasons, season_at, season_before, season_by_key
from webapp.seasons.facts import UNKNOWN_SEASON, Confidence, Grade, SeasonBefore, SeasonFacts

__all__ = [
    "UNKNOWN_SEASON",
    "Confidence",
    "Grade",
    "SeasonBefore",
    "SeasonFacts",
    "all_seasons",
    "season_at",
    "season_before",
    "season_by_key",
]
