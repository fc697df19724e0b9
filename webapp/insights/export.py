"""The weeks of a guild as rows of a file: who came and went, and how the members were at the end. Pure."""

from collections.abc import Sequence

from webapp.insights.page import ChurnLine, InsightsPage, SpreadLine
from webapp.lib.csv_text import Cell

CHURN = ("Week is over", "Came", "Went", "Members at its end")
SPREAD = ("members known", "median", "middle half")
NOTHING = (None, None, None)


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


def _came(line: ChurnLine | None) -> Sequence[Cell]:
    return (None, *NOTHING) if line is None else (line.is_over, line.came, line.went, line.members)


def _spread(line: SpreadLine | None) -> Sequence[Cell]:
    """Return a figure of a week; of too few members only that there were too few is known."""
    if line is None or not line.is_told:
        return NOTHING
    return line.number, int(line.median.replace(",", "")), line.between
