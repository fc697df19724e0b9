"""A comparison as rows of a file: what its table shows. Pure."""

from collections.abc import Sequence
from datetime import datetime

from webapp.compare.page import Cell, Column, ComparePage, Table
from webapp.lib import csv_text

HEAD = ("Part", "What")


def table_of(page: ComparePage, key: str) -> Table | None:
    """Return the table of that key, None where the page has none."""
    return next((one for one in page.tables if one.key == key), None)


def head_of(table: Table) -> Sequence[str]:
    """Return the heads: each of those who are compared has a column."""
    return [*HEAD, *(_name(one) for one in table.columns), "As of"]


def cells_of(table: Table, at: datetime) -> list[Sequence[csv_text.Cell]]:
    """Return the rows in the order of the page."""
    return [
        [group.title, row.head, *(_cell(one) for one in row.cells), at]
        for group in table.groups
        for row in group.rows
    ]


def _name(column: Column) -> str:
    return f"{column.name} ({column.line})"


def _cell(cell: Cell) -> csv_text.Cell:
    if cell.at is not None:
        return cell.at
    marks = [one.says for one in cell.marks]
    beside = " · ".join(part for part in (cell.note, *marks) if part)
    return f"{cell.text} ({beside})" if beside else cell.text
