"""What somebody typed into a form that was refused, for the page that refuses it: nothing is lost. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

LABELS = {
    "note": "Officer note",
    "main": "Alt of",
    "reason": "Why",
    "until": "Ends",
}
"""The fields that people write into, and what they are called on their pages."""
LABELS_OF = {
    "adding": {"region": "Region", "realm": "Realm", "name": "Name"},
    "tokens": {"name": "What it is for"},
    "views": {"name": "Name of the view"},
}
"""The same of fields whose names stand for something else on each page, by its blueprint."""
RANK_NAME = re.compile(r"name_([0-9])")
MOST_FIELDS = 20
"""More than any of our forms has."""
MOST_LETTERS = 4_000
"""Of one field; more is no note of anybody, and is not sent back."""


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field and what stood in it."""

    label: str
    text: str


def typed_fields(form: Iterable[tuple[str, str]], blueprint: str | None = None) -> list[TypedField]:
    """Return what was written into a page's form, but for empty fields and those that nobody writes into."""
    labels = LABELS | LABELS_OF.get(blueprint or "", {})
    written = (
        TypedField(label, text[:MOST_LETTERS])
        for name, text in form
        if text.strip() and (label := _label(name, labels)) is not None
    )
    return list(islice(written, MOST_FIELDS))


def _label(name: str, labels: Mapping[str, str]) -> str | None:
    rank = RANK_NAME.fullmatch(name)
    return f"Name of rank {rank[1]}" if rank else labels.get(name)
