"""Write pages about a guild as objects for programs: figures as numbers, what nobody knows as null. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from webapp.api.entries import moment
from webapp.api.guilds.played import attendance_object, trends_object
from webapp.insights.page import Balance, Churn, GainLine, Gains, InsightsPage, Part, SpreadCurve
from webapp.leaderboards.page import BoardPage
from webapp.lib.csv_text import Cell
from webapp.lib.printed_numbers import number_in

NOT_KNOWN = "not known"
Document = dict[str, Any]


def board_object(page: BoardPage) -> Document:
    """Return a board with its places."""
    return {
        "board": page.asked.board.value,
        "title": page.title,
        "weekSince": moment(page.week_since),
        "known": page.known,
        "number": page.number,
        "more": page.more,
        "next": page.after and page.after.text(),
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


def roster_object(keys: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Document]:
    """Return the rows of a roster by the identifiers of their cells."""
    return [{key: _written(cell) for key, cell in zip(keys, row, strict=True)} for row in rows]


def _written(cell: Cell) -> Any:
    return moment(cell) if isinstance(cell, datetime) else cell


def _curve(one: SpreadCurve) -> Document:
    weeks = []
    for week in one.weeks:
        lower, _, upper = week.between.partition(" to ")
        told = {"lower": number_in(lower), "median": number_in(week.median), "upper": number_in(upper)}
        weeks.append({"weekOn": week.week_on.isoformat(), "known": week.number, **told})
    return {"figure": one.key.replace("-", "_"), "title": one.title, "weeks": weeks}


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
    return {
        "key": part.key,
        "name": part.name,
        "number": part.number,
        "target": part.target,
        "isShort": part.is_short,
    }


def _gains(gains: Gains) -> Document:
    told: Document = {"since": gains.since.isoformat(), "unknown": gains.unknown}
    for part in gains.parts:
        told |= {part.key: [_gain(one) for one in part.lines], f"{part.key}More": part.more}
    return told


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
