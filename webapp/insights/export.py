"""What insights show as rows of files: the weeks, how members divide, and who gained. Pure."""

from collections.abc import Sequence
from datetime import datetime

from webapp.insights.page import Balance, ChurnLine, GainLine, Gains, InsightsPage, SpreadLine
from webapp.lib.csv_text import Cell
from webapp.lib.printed_numbers import number_in

CHURN = ("Week is over", "Came", "Went", "Members at its end")
SPREAD = ("members known", "median", "middle half")
NOTHING = (None, None, None)
BALANCE = ("Part", "Name", "Members", "One raid", "So", "Of", "As of")
GAINS = (
    "Who",
    "Member",
    "Realm",
    "Item level gained",
    "Item level",
    "Mythic+ rating gained",
    "Mythic+ rating",
    "Since",
    "As of",
)


def weeks_head(page: InsightsPage) -> list[str]:
    """Return the heads: the week, who came and went, each figure of the page, and the moment of all that."""
    figures = [f"{curve.title}: {what}" for curve in page.curves for what in SPREAD]
    return ["Week from", *CHURN, *figures, "As of"]


def weeks_cells(page: InsightsPage) -> list[Sequence[Cell]]:
    """Return a row for each week that the page shows, the newest first; what is not told is empty."""
    churn = {line.week_on: line for line in page.churn.weeks} if page.churn is not None else {}
    curves = [{line.week_on: line for line in curve.weeks} for curve in page.curves]
    weeks = set(churn).union(*curves)
    return [
        [
            week.isoformat(),
            *_came(churn.get(week)),
            *(cell for curve in curves for cell in _spread(curve.get(week))),
            page.at,
        ]
        for week in sorted(weeks, reverse=True)
    ]


def balance_cells(balance: Balance, at: datetime) -> list[Sequence[Cell]]:
    """Return a row for each role, kind of tokens, buff and class that the page shows."""
    parts = (
        ("Role", balance.roles),
        ("Tokens", balance.tokens),
        ("Raid buff", balance.buffs),
        ("Class", balance.classes),
    )
    return [
        [title, one.name, one.number, one.target, one.verdict or None, one.note or None, at]
        for title, lines in parts
        for one in lines
    ]


def gains_cells(gains: Gains, at: datetime) -> list[Sequence[Cell]]:
    """Return a row for each member of whom it is known, those who gained first; the page lists fewer."""
    lists = (("gained", gains.gained), ("did not gain", gains.stalled))
    return [[who, *_gain(line), gains.since.isoformat(), at] for who, lines in lists for line in lines]


def _gain(line: GainLine) -> Sequence[Cell]:
    figures = (line.item_level_gain, line.item_level, line.rating_gain, line.rating)
    return [line.name, line.realm, *(number_in(one) for one in figures)]


def _came(line: ChurnLine | None) -> Sequence[Cell]:
    return (None, *NOTHING) if line is None else (line.is_over, line.came, line.went, line.members)


def _spread(line: SpreadLine | None) -> Sequence[Cell]:
    """Return a figure of a week; of too few members only that there were too few is known."""
    if line is None or not line.is_told:
        return NOTHING
    return line.number, int(line.median.replace(",", "")), line.between
