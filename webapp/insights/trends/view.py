"""Put counts of runs into weeks, sentences and lines; what is known of them is known at least. Pure."""

from collections.abc import Mapping, Sequence

from webapp.insights.trends.page import EVERYBODY, Count, Counted, Trend, TrendCurve, Trends, TrendWeek
from webapp.insights.trends.specs import spec_lines
from webapp.insights.trends.sums import LEAST_RUNS, Seven, Sum, sevens
from webapp.insights.view import LEAST
from webapp.web.curves import drawn

WEEKS_BEFORE = 4
TOO_FEW = "too few to say"
_TITLES: Mapping[bool, tuple[str, str, str]] = {
    True: ("trend-all", "Everybody who is read here", "in whatever guild, and without one"),
    False: ("trend-guild", "In the guild", "who were members at the end of each seven days"),
}


def trends(counted: Counted, guild: int, *, is_open: bool) -> Trends:
    """Return what was played in a guild and by everybody.

    ``is_open``: whether the reader may be told of single members that they were in the game; to others a
    spec that fewer than five played is one of the rest.
    """
    own = [one for one in counted.counts if one.scope == guild]
    everybody = [one for one in counted.counts if one.scope == EVERYBODY]
    found: list[Trend] = []
    if counted.at is not None:
        mine = sevens(own, counted.at, weeks=WEEKS_BEFORE, since=counted.guild_since, without=())
        all_of = sevens(everybody, counted.at, weeks=WEEKS_BEFORE, since=counted.since, without=own)
        found = [
            _trend(mine, own, is_all=False, least=1 if is_open else LEAST),
            _trend(all_of, everybody, is_all=True, least=LEAST),
        ]
    told = [one for one in found if any(not week.why for week in one.weeks)]
    return Trends(
        at=counted.at,
        told=told,
        untold=[one for one in found if one not in told],
        least=LEAST,
        least_runs=LEAST_RUNS,
    )


def _trend(weeks: Sequence[Seven], counts: Sequence[Count], *, is_all: bool, least: int) -> Trend:
    last, *before = weeks
    told = [one for one in before if not one.why]
    lines, others = ([], "") if last.why else spec_lines(counts, [one.back for one in told], least=least)
    key, title, who = _TITLES[is_all]
    return Trend(
        key=key,
        title=title,
        who=who,
        sentences=_sentences(last, told),
        curves=[one for one in (_runs(weeks), _rates(weeks)) if one is not None],
        weeks=[_line(one) for one in weeks],
        specs=lines,
        others=others,
        why=last.why,
    )


def _sentences(last: Seven, before: Sequence[Seven]) -> Sequence[str]:
    if last.why:
        return [f"In the last 7 days: {last.why}."]
    found = last.sum
    rate = f"{_percent(found.rate)} of them in time" if found.rate is not None else f"in time: {TOO_FEW}"
    first = f"In the last 7 days at least {found.runs:,} runs by {found.people:,} players, {rate}."
    if not before:
        return [first, "Of the weeks before there is too little to compare with."]
    then = Sum(
        sum(one.sum.people for one in before),
        sum(one.sum.runs for one in before),
        sum(one.sum.timed for one in before),
    )
    weeks = "week" if len(before) == 1 else f"{len(before)} weeks"
    second = f"In the {weeks} before at least {round(then.runs / len(before)):,} runs a week"
    if then.rate is None:
        return [first, f"{second}; in time: {TOO_FEW}."]
    return [first, f"{second}, {_percent(then.rate)} in time{_difference(found.rate, then.rate)}."]


def _difference(now: float | None, then: float) -> str:
    if now is None:
        return ""
    points = round(now * 100) - round(then * 100)
    if not points:
        return ": the same as now"
    unit = "point" if abs(points) == 1 else "points"
    return f": now {abs(points)} {unit} {'higher' if points > 0 else 'lower'}"


def _line(one: Seven) -> TrendWeek:
    is_told, rate = not one.why, one.sum.rate
    return TrendWeek(
        begins_on=one.begins_at.date(),
        ends_on=one.ends_at.date(),
        is_last=one.back == 0,
        runs=f"≥ {one.sum.runs:,}" if is_told else "",
        people=f"{one.sum.people:,}" if is_told else "",
        rate=(TOO_FEW if rate is None else _percent(rate)) if is_told else "",
        why=one.why,
    )


def _runs(weeks: Sequence[Seven]) -> TrendCurve | None:
    values = [None if one.why else float(one.sum.runs) for one in reversed(weeks)]
    return _curve("Runs known", values, [f"{value or 0:,.0f}" for value in values])


def _rates(weeks: Sequence[Seven]) -> TrendCurve | None:
    values = [None if one.why else one.sum.rate for one in reversed(weeks)]
    return _curve("In time", values, [_percent(value or 0) for value in values])


def _curve(title: str, values: Sequence[float | None], words: Sequence[str]) -> TrendCurve | None:
    """Draw a figure over the weeks; with less than two points there is nothing to draw."""
    known = [(value, word) for value, word in zip(values, words, strict=True) if value is not None]
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    low, high = min(value for value, _ in known), max(value for value, _ in known)
    picture = drawn(values, low=low, high=high)
    told = ["not told" if value is None else word for value, word in zip(values, words, strict=True)]
    return TrendCurve(
        title=title,
        last=known[-1][1],
        words=f"{title}, seven days after seven days: {', '.join(told)}",
        line=picture.line,
        dots=picture.dots,
        gaps=picture.gaps,
    )


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.0f} %"
