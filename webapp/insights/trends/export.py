"""What was played as rows of files: the weeks and the specs that the page shows. Pure."""

from collections.abc import Sequence

from webapp.insights.trends.page import Trends
from webapp.lib.csv_text import Cell
from webapp.lib.printed_numbers import number_in

WEEKS = (
    "Whose",
    "Seven days from",
    "Up to",
    "Runs at least",
    "Players",
    "In time in per cent",
    "Why not told",
    "As of",
)
SPECS = ("Whose", "Spec", "Players", "Share in per cent", "Before in per cent", "Points", "As of")


def weeks_cells(trends: Trends) -> list[Sequence[Cell]]:
    """Return a row for each seven days of the guild and of everybody; what is not told is empty."""
    return [
        [
            *(trend.title, week.begins_on.isoformat(), week.ends_on.isoformat()),
            *(number_in(week.runs.removeprefix("≥ ")), number_in(week.people), _percent(week.rate)),
            *(week.why or None, trends.at),
        ]
        for trend in trends.told
        for week in trend.weeks
    ]


def specs_cells(trends: Trends) -> list[Sequence[Cell]]:
    """Return a row for each spec that the page names, those of the guild first."""
    return [
        [
            *(trend.title, one.name, number_in(one.people), _percent(one.share), _percent(one.before)),
            *(number_in(one.change), trends.at),
        ]
        for trend in trends.told
        for one in trend.specs
    ]


def _percent(words: str) -> int | None:
    return number_in(words.removesuffix(" %"))
