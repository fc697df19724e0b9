"""Texts that a spreadsheet would run, and how one looks at a cell, apart from the rule of the product."""

import unicodedata
from collections.abc import Iterator
from itertools import chain

DOES = ("1+1", 'HYPERLINK("http://evil.example";"click")', "cmd|' /C calc'!A0", "SUM(1+1)*cmd|'x'!A1")
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−")
BEFORE = (
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\x00",
    "\x0b",
    "\xa0",
    "\u200b",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u202e",
    "\r\n",
)


def payloads() -> list[str]:
    """Return sixty and more, each once."""
    return list(dict.fromkeys(chain(_signs(), _hidden(), _others())))


def _signs() -> Iterator[str]:
    for sign in SIGNS:
        for does in DOES[:2]:
            yield sign + does


def _hidden() -> Iterator[str]:
    for before in BEFORE[1:]:
        yield f"{before}={DOES[2]}"
        yield f"{before}@{DOES[3]}"


def _others() -> Iterator[str]:
    yield from ("=", "+", "-", "@", "\t", "\r\nx", "-2+3+cmd|' /C notepad'!A1", "==1", "+-1", "-1", "+49 30")
    yield from ('="a,b"', '=1,"=2"', '"=1"\r\n=2', "=1\x00+1", '=IMPORTXML(CONCAT("http://evil.example"))')


def evaluates(cell: str) -> bool:
    """Say whether a spreadsheet takes a cell for more than text: what it sees first is the sign of a formula.

    A number is one, and stays one.
    """
    seen = cell.lstrip()
    while seen and unicodedata.category(seen[0]) in {"Cc", "Cf", "Zs", "Zl", "Zp"}:
        seen = seen[1:]
    first = unicodedata.normalize("NFKC", seen[:1]).replace("−", "-")
    return first in {"=", "+", "-", "@"} and not _is_number(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell == cell.strip() and cell.isascii() and not cell.startswith("+")
