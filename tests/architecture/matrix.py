"""The reviewed table of who gets which answer where: how it is written, read and compared."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from tests.architecture import routes
from webapp.web.problems import API

TABLE = Path(__file__).with_name("matrix.txt")
_CONVERTER = re.compile(r"<[^:<>]*:")
WITH_ITS_ID = "#"
"""Ends the address of a second row: within the own guild, with an id of it, of another guild, of nothing."""
IDS_OF_ROWS = re.compile(r"<(?:int|string)[^<>]*:([a-z_]+_id)>")


@dataclass(frozen=True, slots=True)
class Row:
    """One method of one address, and for each actor the answers about the own, the foreign and the absent."""

    method: str
    address: str
    cells: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What a row is found by."""
        return self.method, self.address

    def line(self) -> str:
        """Return the row as it stands in the table."""
        return (
            f"{self.method:<6} {self.address:<76} {' '.join(f'{cell:<11}' for cell in self.cells)}".rstrip()
        )


def cell(answers: Sequence[int]) -> str:
    """Return the answers about the own, the foreign and the absent; one number where all are the same."""
    return str(answers[0]) if len(set(answers)) == 1 else "/".join(map(str, answers))


def reviewed() -> tuple[dict[str, tuple[str, ...]], dict[tuple[str, str], Row]]:
    """Return the actors of each part of the table, and its rows."""
    parts: dict[str, tuple[str, ...]] = {}
    rows: dict[tuple[str, str], Row] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].isupper():
            row = Row(words[0], words[1], tuple(words[2:]))
            assert row.key not in rows, f"{row.key} stands there twice"
            rows[row.key] = row
        else:
            parts[words[0]] = tuple(words[1:])
    return parts, rows


def wanted(app: Flask, *, programs: bool) -> Iterable[tuple[str, str, str, bool]]:
    """Yield what must have a row: method, written address, rule, and whether it is the row about ids."""
    for rule in routes.pages(app):
        if rule.rule.startswith(API) is not programs:
            continue
        written = _CONVERTER.sub("<", rule.rule)
        for method in sorted(routes.methods_of(rule)):
            yield method, written, rule.rule, False
            if IDS_OF_ROWS.search(rule.rule) and "<string:region>" in rule.rule:
                yield method, written + WITH_ITS_ID, rule.rule, True
