"""Put the snapshots of a character into weeks, a table and pictures; what nobody knows is a gap. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from webapp.characters.deeds_view import MOST_DEEDS, kill_lines, run_lines
from webapp.characters.figures import whole
from webapp.characters.history_page import Curve, HistoryView, SeasonRating, WeekLine
from webapp.history.days import WEEK
from webapp.history.facts import NO_DEEDS, Day, Deeds
from webapp.seasons.facts import SeasonBefore
from webapp.web.curves import drawn

MOST_WEEKS = 26
"""Half a year, which is about a season; the API tells the rest."""
GRACE = timedelta(days=1)
"""So long after a week's end it may still be closed: before, nobody can say that it is a gap."""


def history_view(
    days: Sequence[Day], now: datetime, *, deeds: Deeds = NO_DEEDS, season: SeasonBefore | None = None
) -> HistoryView | None:
    """Return the past weeks, runs and kills, the newest first; None as long as there is nothing.

    ``days`` come in the order of time. A week is what its last day says.
    """
    if not (days or deeds.runs or deeds.kills):
        return None
    view = _weeks_view(days, now) if days else HistoryView()
    return replace(
        view,
        season_before=None if season is None else _season_before(days, season),
        runs=run_lines(deeds.runs[:MOST_DEEDS]),
        kills=kill_lines(deeds.kills[:MOST_DEEDS]),
        has_more=max(len(deeds.runs), len(deeds.kills)) > MOST_DEEDS,
    )


def _season_before(days: Sequence[Day], season: SeasonBefore) -> SeasonRating | None:
    """Return the last rating that is known from the season before; of who had none, nothing."""
    first, end = season.since.date(), season.until.date()
    known = [day for day in days if day.rating and first <= day.taken_on < end]
    if not known:
        return None
    return SeasonRating(season=season.name, rating=whole(known[-1].rating), as_of=known[-1].taken_on)


def _weeks_view(days: Sequence[Day], now: datetime) -> HistoryView:
    weeks = _weeks(days, now)
    first, last = weeks[0][0], weeks[-1][0]
    lines = [_line(week_on, day, before) for (_, before), (week_on, day) in pairwise([(first, None), *weeks])]
    curves = (
        _curve("Item level", [_item_level(day) for _, day in weeks]),
        _curve("Mythic+ rating", [_rating(day) for _, day in weeks]),
    )
    return HistoryView(
        as_of=days[-1].taken_on,
        curves=[curve for curve in curves if curve is not None],
        weeks=lines[::-1],
        first_on=first,
        last_on=last,
        gaps=sum(day is None for _, day in weeks),
    )


def _weeks(days: Sequence[Day], now: datetime) -> list[tuple[date, Day | None]]:
    """Return each week from the first that is known with its last day, counted back from the newest.

    Weeks after the newest are gaps as far as they are over.
    """
    newest = days[-1].week_on
    ended = (now - GRACE - datetime.combine(newest, time(), UTC)) // WEEK - 1
    latest = newest + max(0, ended) * WEEK
    by_week = {(newest - day.week_on + WEEK / 2) // WEEK: day for day in days}
    later = (latest - newest) // WEEK
    count = min(max(by_week) + later + 1, MOST_WEEKS)
    return [(latest - back * WEEK, by_week.get(back - later)) for back in reversed(range(count))]


def _line(week_on: date, day: Day | None, before: Day | None) -> WeekLine:
    return WeekLine(
        week_on=week_on,
        is_known=day is not None,
        item_level=whole(_item_level(day)),
        item_level_change=_change(_item_level(day), _item_level(before)),
        rating=whole(_rating(day)),
        rating_change=_change(_rating(day), _rating(before)),
    )


def _item_level(day: Day | None) -> float | None:
    return None if day is None else day.item_level


def _rating(day: Day | None) -> float | None:
    return None if day is None else day.rating


def _change(value: float | None, before: float | None) -> str:
    """Say by how much a figure differs from the week before; nothing where either is not known."""
    difference = 0 if value is None or before is None else round(value) - round(before)
    return f"{difference:+,}".replace("-", "\N{MINUS SIGN}") if difference else ""


def _curve(title: str, values: Sequence[float | None]) -> Curve | None:
    """Draw a figure; with less than two points there is nothing to draw."""
    known = [value for value in values if value is not None]
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    low, high, unknown = min(known), max(known), len(values) - len(known)
    picture = drawn(values, low=low, high=high)
    return Curve(
        title=title,
        last=whole(known[-1]),
        range=f"from {whole(low)} to {whole(high)}",
        words=f"{title}, {whole(known[0])} first and {whole(known[-1])} last, lowest {whole(low)}, highest"
        f" {whole(high)}, in {len(values)} weeks{f', {unknown} of them unknown' if unknown else ''}",
        line=picture.line,
        dots=picture.dots,
        gaps=picture.gaps,
    )
