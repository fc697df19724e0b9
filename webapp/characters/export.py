"""A character's weeks as rows of a file: those that the page shows. Pure."""

from collections.abc import Sequence

from webapp.characters.history_page import HistoryView
from webapp.lib.csv_text import Cell
from webapp.lib.printed_numbers import number_in

WEEKS = ("Week from", "Item level", "Mythic+ rating", "As of")


def weeks_cells(view: HistoryView | None) -> list[Sequence[Cell]]:
    """Return a row for each week, the newest first; of a week of which nobody knows the figures are empty."""
    if view is None or view.as_of is None:
        return []
    as_of = view.as_of.isoformat()
    return [
        [week.week_on.isoformat(), number_in(week.item_level), number_in(week.rating), as_of]
        if week.is_known
        else [week.week_on.isoformat(), None, None, as_of]
        for week in view.weeks
    ]
