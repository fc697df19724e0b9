"""Answers that a browser saves as a file."""

from collections.abc import Iterable, Sequence

from flask import Response

from webapp.lib.csv_text import Cell, csv_text
from webapp.words import ATTRIBUTION

SOURCE = "Source"
"""The last column of each file: whose data it is stands in every row, wherever the rows go."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet program takes UTF-8 for the letters of its own country."""


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Return rows as a file of a name in plain letters, which ``.csv`` is put behind."""
    text = csv_text([*head, SOURCE], ([*row, ATTRIBUTION] for row in rows))
    answer = Response(BYTE_ORDER_MARK + text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
