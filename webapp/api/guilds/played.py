"""Write what was played and who was in the raids as objects for programs: what is not told is null. Pure."""

from typing import Any

from webapp.api.entries import moment
from webapp.insights.attendance.page import Attendance
from webapp.insights.trends.page import SpecLine, Trend, Trends, TrendWeek

Document = dict[str, Any]


def trends_object(trends: Trends) -> Document:
    """Return what was played; counts of runs are lower bounds."""
    return {
        "countedAt": moment(trends.at),
        "least": trends.least,
        "leastRuns": trends.least_runs,
        "scopes": [_trend(one) for one in (*trends.told, *trends.untold)],
    }


def attendance_object(found: Attendance) -> Document:
    """Return who was in the raids; without reports ``why`` says why there are none."""
    return {
        "checkedAt": moment(found.as_of),
        "why": found.sentence or found.trouble or None,
        "reports": found.reports,
        "weeks": found.weeks,
        "members": [
            {
                "characterName": one.name,
                "href": f"/api/v1{one.path}",
                "classId": one.class_id or None,
                "seen": one.seen,
                "of": one.of,
                "benched": one.benched,
                "lastAt": moment(one.last_at),
            }
            for one in found.lines
        ],
        "unlisted": found.unlisted,
        "unseen": found.unseen,
    }


def _trend(trend: Trend) -> Document:
    return {
        "scope": trend.key.removeprefix("trend-"),
        "weeks": [_week(one) for one in trend.weeks],
        "specs": [_spec(one) for one in trend.specs],
    }


def _week(week: TrendWeek) -> Document:
    return {
        "beginsOn": week.begins_on.isoformat(),
        "endsOn": week.ends_on.isoformat(),
        "runsAtLeast": _number(week.runs),
        "players": _number(week.people),
        "timedPercent": _number(week.rate),
        "why": week.why or None,
    }


def _spec(line: SpecLine) -> Document:
    return {
        "spec": line.name,
        "classId": line.class_id or None,
        "players": _number(line.people),
        "percent": _number(line.share),
        "percentBefore": _number(line.before),
    }


def _number(words: str) -> int | None:
    """Return the number in what the page shows; None where it says that there is none."""
    plain = words.removeprefix("≥ ").removesuffix(" %").replace(",", "")
    return int(plain) if plain.isdecimal() else None
