"""Put a guild's weeks and its members' gains into words and lines. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.insights.page import GainLine, Gains, Spread, SpreadCurve, SpreadLine
from webapp.web.curves import band, drawn

LEAST = 5
"""Of fewer members no figure is told: it would be somebody's own."""
UNKNOWN = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """A member now, and at the end of a week some weeks ago."""

    name: str
    realm: str
    path: str
    class_id: int | None
    item_level: int | None
    item_level_then: int | None
    rating: float | None
    rating_then: float | None


def curve(key: str, title: str, weeks: Sequence[date], found: Iterable[Spread]) -> SpreadCurve | None:
    """Return a figure over these weeks, from the first that is known; None without one that is told."""
    by_week = {one.week_on: one for one in found}
    known = [week for week in weeks if week in by_week and by_week[week].number >= LEAST]
    if not known:
        return None
    shown = [week for week in weeks if week >= known[0]]
    spreads = [by_week[week] if week in known else None for week in shown]
    told = [one for one in spreads if one is not None]
    low, high = min(one.lower for one in told), max(one.upper for one in told)
    medians = [None if one is None else one.median for one in spreads]
    lowers = [None if one is None else one.lower for one in spreads]
    uppers = [None if one is None else one.upper for one in spreads]
    picture = drawn(medians, low=low, high=high)
    first, last = told[0], told[-1]
    return SpreadCurve(
        key=key,
        title=title,
        last=_whole(last.median),
        words=f"{title}, median of the members: {_whole(first.median)} first and {_whole(last.median)} last,"
        f" in {len(shown)} weeks",
        line=picture.line,
        dots=picture.dots,
        band=band(lowers, uppers, low=low, high=high),
        gaps=picture.gaps,
        weeks=[_line(week, by_week.get(week)) for week in reversed(shown)],
        first_on=shown[0],
        last_on=shown[-1],
    )


def _line(week: date, one: Spread | None) -> SpreadLine:
    is_told = one is not None and one.number >= LEAST
    return SpreadLine(
        week_on=week,
        number=0 if one is None else one.number,
        is_told=is_told,
        median=_whole(one.median) if one is not None and is_told else "",
        between=f"{_whole(one.lower)} to {_whole(one.upper)}" if one is not None and is_told else "",
    )


def gains(members: Iterable[Then], since: date) -> Gains:
    """Return who gained most, the most first and by name where they are equal, and who gained nothing."""
    known, unknown, members = [], 0, list(members)
    called = Counter(one.name for one in members)
    for one in members:
        gain = _gain(one.item_level, one.item_level_then), _gain(one.rating, one.rating_then)
        if gain == (None, None):
            unknown += 1
        else:
            known.append((gain[0] or 0, gain[1] or 0, one))
    known.sort(key=lambda row: (-row[0], -row[1], row[2].name, row[2].path))
    gained = [_words(one, called) for level, rating, one in known if level > 0 or rating > 0]
    still = [one for level, rating, one in known if level <= 0 and rating <= 0]
    stalled = [_words(one, called) for one in sorted(still, key=lambda one: (one.name, one.path))]
    return Gains(
        since=since,
        gained=gained,
        stalled=stalled,
        unknown=unknown,
    )


def _words(one: Then, called: Mapping[str, int]) -> GainLine:
    return GainLine(
        name=one.name,
        realm=one.realm,
        is_name_shared=called[one.name] > 1,
        path=one.path,
        class_id=one.class_id or 0,
        item_level=_whole(one.item_level),
        item_level_gain=signed(_gain(one.item_level, one.item_level_then)),
        rating=_whole(one.rating),
        rating_gain=signed(_gain(one.rating, one.rating_then)),
    )


def _gain(now: float | None, then: float | None) -> int | None:
    return None if now is None or then is None else round(now) - round(then)


def signed(gain: int | None) -> str:
    """Return a gain with its sign; of none plus and minus."""
    if gain is None:
        return "not known"
    return f"{gain:+,}".replace("-", "\N{MINUS SIGN}") if gain else "±0"


def _whole(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:,.0f}"
