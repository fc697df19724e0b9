"""Build Mythic+ of a card: rating, best runs, this week's runs, cheapest next points. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from webapp.cards.card_part import Part
from webapp.cards.card_progress import Mythic, Run
from webapp.cards.context import CardContext
from webapp.cards.next_points import next_points, points_part
from webapp.cards.reading import (
    Document,
    Misshapen,
    child_of,
    color_of,
    moment_of,
    name_of,
    needed_id,
    number_of,
    rows_of,
    whole_of,
    written,
)
from webapp.seasons.facts import Dungeon, SeasonFacts
from webapp.words import Certainty, Section

SAME_RUN = timedelta(seconds=60)
"""The profile and the season tell of one run with clocks that differ by seconds."""
UPGRADES = ((0.6, 3), (0.8, 2))
"""A run within this share of the par time raises the keystone by so many levels; any other in time by one."""


class Played(NamedTuple):
    """A run with what it is compared by: when it ended, and its own and the dungeon's points."""

    run: Run
    ended_at: datetime
    points: float | None


def mythic_part(profile: Document | None, season: Document | None, context: CardContext) -> Mythic:
    """Return Mythic+ from the profile (the week) and the season's own answer (the best runs), or from one."""
    is_ours = season is not None and _is_running(season, context)
    runs = _runs(season, context.season) if season is not None and is_ours else []
    week = _runs(child_of(profile, "current_period"), context.season) if profile is not None else []
    rating = _rating(profile, season if is_ours else None)
    best = _best(runs or week) if context.is_seen_this_season else []
    played = {one.run["dungeonId"]: one for one in best}
    dungeons = context.season.mythic.dungeons
    timed = [one.run["level"] for one in best if one.run["isTimed"]]
    reached = {number: (one.run["level"], one.points) for number, one in played.items()}
    advice = next_points(reached, context.season, timed=timed)
    return {
        **_part(profile, context),
        "rating": number_of(rating.get("rating")),
        "ratingColor": color_of(rating),
        "seasonId": context.source.season_id or context.season.mythic.season_id,
        "best": [one.run for one in best],
        "unplayed": [dungeon.name for dungeon in dungeons if dungeon.id not in played],
        "week": [one.run for one in runs_since(context.source.week.start, [*week, *runs])],
        "nextPoints": advice,
        "nextPointsFrom": points_part(context.season.mythic.rating, timed=timed) if advice else None,
    }


def runs_since(start: datetime, played: Iterable[Played]) -> list[Played]:
    """Return the runs that ended since a moment, each once, the highest first."""
    kept: list[Played] = []
    for one in sorted(played, key=lambda one: (-one.run["level"], one.ended_at)):
        if one.ended_at >= start and not any(_is_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _part(profile: Document | None, context: CardContext) -> Part:
    section = Section.MYTHIC_SEASON if profile is None else Section.MYTHIC
    if not context.is_seen_this_season:
        note = "Not played this season: not seen since it began, so the rating is of an earlier one."
        return context.part(section, certainty=Certainty.OLD, note=note)
    return context.part(section)


def _is_running(season: Document, context: CardContext) -> bool:
    """Say whether an answer is about the season that runs; one that does not say of which is believed."""
    told = whole_of(child_of(season, "season").get("id"))
    running = context.source.season_id or context.season.mythic.season_id
    return told is None or running is None or told == running


def _rating(profile: Document | None, season: Document | None) -> Document:
    """Return the rating: the season's own, else the profile's, which goes on telling the last season's."""
    told = child_of(season, "mythic_rating") if season is not None else {}
    if "rating" in told or profile is None:
        return told
    return child_of(profile, "current_mythic_rating")


def _runs(owner: Document, facts: SeasonFacts) -> list[Played]:
    rows = rows_of(owner, "best_runs")
    dungeons = {dungeon.id: dungeon for dungeon in facts.mythic.dungeons} if rows else {}
    return [_played(row, dungeons) for row in rows]


def _played(row: Document, dungeons: Mapping[int, Dungeon]) -> Played:
    number, level = needed_id(row, "dungeon"), whole_of(row.get("keystone_level"))
    ended_at = moment_of(row.get("completed_timestamp"))
    if level is None or ended_at is None:
        raise Misshapen("a run without level or time")
    dungeon, duration = dungeons.get(number), whole_of(row.get("duration"))
    par_ms = dungeon.par_seconds * 1000 if dungeon and dungeon.par_seconds else None
    is_timed = row.get("is_completed_within_time") is True
    rating, dungeon_rating = child_of(row, "mythic_rating"), child_of(row, "map_rating")
    own = number_of(rating.get("rating"))
    run: Run = {
        "dungeonId": number,
        "dungeon": name_of(row, "dungeon") or (dungeon.name if dungeon else None),
        "level": level,
        "isTimed": is_timed,
        "upgrades": upgrades_of(duration, par_ms) if is_timed else None,
        "durationMs": duration,
        "parMs": par_ms,
        "completedAt": written(ended_at) or "",
        "rating": own,
        "ratingColor": color_of(rating),
    }
    told = number_of(dungeon_rating.get("rating"))
    return Played(run, ended_at, own if told is None else told)


def upgrades_of(duration_ms: int | None, par_ms: int | None) -> int | None:
    """Return by how many levels a run in time raised its keystone; None where the par time is not known."""
    if duration_ms is None or not par_ms:
        return None
    return next((upgrades for share, upgrades in UPGRADES if duration_ms <= par_ms * share), 1)


def _best(played: Sequence[Played]) -> list[Played]:
    """Return the best run of each dungeon: by its own rating, else a run in time, else by level."""
    best: dict[int, Played] = {}
    for one in played:
        number = one.run["dungeonId"]
        if number not in best or _worth(one.run) > _worth(best[number].run):
            best[number] = one
    return sorted(best.values(), key=lambda one: _worth(one.run), reverse=True)


def _worth(run: Run) -> tuple[float, bool, int]:
    return run["rating"] or 0.0, run["isTimed"], run["level"]


def _is_same(one: Played, other: Played) -> bool:
    if one.run["dungeonId"] != other.run["dungeonId"] or one.run["level"] != other.run["level"]:
        return False
    return abs(one.ended_at - other.ended_at) <= SAME_RUN
