"""Rows as CSV that a spreadsheet may open: RFC 4180, and no cell of it is a formula. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

Cell = str | int | float | bool | datetime | None
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_BEGINS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"
FORMULA = re.compile(rf"\A(?:[{_UNSEEN}]*[{_BEGINS}]|[\t\r\n])")
"""What a spreadsheet may take for a formula, also behind what nobody sees and in full-width or small letters.

Source: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection
"""


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a head and rows, lines ended by CR LF; nothing is an empty cell, a moment is ISO 8601."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(one) for one in head])
    writer.writerows([_cell(one) for one in row] for row in rows)
    return out.getvalue()


def _cell(one: Cell) -> str | int | float:
    if one is None:
        return ""
    if isinstance(one, bool):
        return "yes" if one else "no"
    if isinstance(one, datetime):
        return one.isoformat(timespec="seconds")
    if isinstance(one, str):
        text = one.replace("\x00", "")
        return f"'{text}" if FORMULA.match(text) else text
    return one
