"""Write pages about a guild as objects for programs: figures as numbers, what nobody knows as null. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from webapp.api.entries import moment
from webapp.api.guilds.played import attendance_object, trends_object
from webapp.insights.page import Balance, Churn, GainLine, Gains, InsightsPage, Part, SpreadCurve
from webapp.leaderboards.page import BoardPage
from webapp.lib.csv_text import Cell

MINUS = "\N{MINUS SIGN}"
NOT_KNOWN = "not known"
Document = dict[str, Any]


def number_in(words: str) -> int | None:
    """Return the number that a page shows, whatever its sign; None where it shows that there is none."""
    plain = words.replace(",", "").replace(MINUS, "-").removeprefix("+").removeprefix("±")
    return int(plain) if plain.removeprefix("-").isdecimal() else None


def board_object(page: BoardPage) -> Document:
    """Return a board with its places."""
    return {
        "board": page.asked.board.value,
        "title": page.title,
        "weekSince": moment(page.week_since),
        "known": page.known,
        "number": page.number,
        "more": page.more,
        "places": [
            {
                "place": one.place,
                "isShared": one.is_shared,
                "characterName": one.name,
                "realm": one.realm,
                "region": one.region.upper(),
                "href": f"/api/v1{one.path}",
                "classId": one.class_id or None,
                "role": None if one.role == NOT_KNOWN else one.role,
                "value": one.number,
                "isLowerBound": one.figure.startswith("≥"),
                "guild": one.guild,
            }
            for one in page.lines
        ],
    }


def insights_object(page: InsightsPage) -> Document:
    """Return the insights; gains are null for whom they are not, as ``closed`` says."""
    return {
        "least": page.least,
        "progress": [_curve(one) for one in page.curves],
        "churn": None if page.churn is None else _churn(page.churn),
        "balance": None if page.balance is None else _balance(page.balance),
        "gains": None if page.gains is None else _gains(page.gains),
        "trends": trends_object(page.trends),
        "attendance": None if page.attendance is None else attendance_object(page.attendance),
        "closed": [*page.closed, *page.attendance_closed],
    }


def roster_object(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Document]:
    """Return the rows of a roster by the names of their columns, written as programs write names."""
    names = [_name(head) for head in heads]
    return [{name: _written(cell) for name, cell in zip(names, row, strict=True)} for row in rows]


def _name(head: str) -> str:
    first, *others = "".join(letter if letter.isalnum() else " " for letter in head).split()
    return first.lower() + "".join(word.capitalize() for word in others)


def _written(cell: Cell) -> Any:
    return moment(cell) if isinstance(cell, datetime) else cell


def _curve(one: SpreadCurve) -> Document:
    weeks = []
    for week in one.weeks:
        lower, _, upper = week.between.partition(" to ")
        told = {"lower": number_in(lower), "median": number_in(week.median), "upper": number_in(upper)}
        weeks.append({"weekOn": week.week_on.isoformat(), "known": week.number, **told})
    return {"figure": one.key, "title": one.title, "weeks": weeks}


def _churn(churn: Churn) -> Document:
    weeks = [
        {
            "weekOn": one.week_on.isoformat(),
            "isOver": one.is_over,
            "came": one.came,
            "went": one.went,
            "members": one.members,
        }
        for one in churn.weeks
    ]
    return {"since": churn.since.isoformat(), "came": churn.came, "went": churn.went, "weeks": weeks}


def _balance(balance: Balance) -> Document:
    parts = ("roles", "tokens", "classes", "buffs")
    return {
        "counted": balance.counted,
        "unknown": balance.unknown,
        "level": balance.level,
        **{name: [_part(one) for one in getattr(balance, name)] for name in parts},
        "missing": list(balance.missing),
    }


def _part(part: Part) -> Document:
    return {"name": part.name, "number": part.number, "target": part.target, "isShort": part.is_short}


def _gains(gains: Gains) -> Document:
    return {
        "since": gains.since.isoformat(),
        "gained": [_gain(one) for one in gains.gained],
        "gainedMore": gains.gained_more,
        "stalled": [_gain(one) for one in gains.stalled],
        "stalledMore": gains.stalled_more,
        "unknown": gains.unknown,
    }


def _gain(line: GainLine) -> Document:
    return {
        "characterName": line.name,
        "href": f"/api/v1{line.path}",
        "classId": line.class_id or None,
        "itemLevel": number_in(line.item_level),
        "itemLevelGain": number_in(line.item_level_gain),
        "rating": number_in(line.rating),
        "ratingGain": number_in(line.rating_gain),
    }
