"""Print rows as an aligned table that is readable in any terminal and in a file."""

import unicodedata
from collections.abc import Sequence

import click

LONGEST_RULE = 24
"""How long the rule over the last column is at most."""


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a header, a rule and the rows; columns are as wide as their widest cell."""
    widest = [max(_width(row[index]) for row in (header, *rows)) for index in range(len(header))]
    *most, last = widest
    widths = [*most, min(last, LONGEST_RULE)]  # sentences stand last, and may be longer than the rule
    for row in (header, ["─" * width for width in widths], *rows):
        line = "  ".join(
            cell + " " * max(0, width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        click.echo(line.rstrip())


def _width(text: str) -> int:
    """Return how many terminal columns a text takes: wide letters take two, combining marks none."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    marks = sum(unicodedata.combining(letter) > 0 for letter in text)
    return len(text) + wide - marks
