"""Which part of a long list an address asks for, and the addresses of the parts beside it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

PAGE_SIZE = 50
_PAGE = re.compile(r"[1-9][0-9]{0,5}")
Word = TypeVar("Word", bound=StrEnum)


class Show(StrEnum):
    """Which members the list of members is narrowed to."""

    CLAIMED = "claimed"
    UNCLAIMED = "unclaimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Where in a list a page is; addresses are None at either end."""

    first: int
    last: int
    total: int
    previous: str | None
    next: str | None


class BadQuery(ValueError):
    """A field of the query string that cannot be used; the message says what would be right."""


def read_page(query: Mapping[str, str]) -> int:
    """Return the number of the page, or raise BadQuery."""
    given = query.get("page", "1")
    if not _PAGE.fullmatch(given):
        raise BadQuery("page: write a number from 1.")
    return int(given)


def read_word(query: Mapping[str, str], field: str, words: type[Word]) -> Word | None:
    """Return the word that narrows a list, None for all of it, or raise BadQuery."""
    given = query.get(field, "")
    if given and given not in set(words):
        raise BadQuery(f"{field}: leave it out, or choose one of {', '.join(words)}.")
    return words(given) if given else None


def steps_of(base: str, narrowed: Mapping[str, str | None], *, page: int, total: int) -> Steps:
    """Return where a page is in its list; a page beyond the end is the last one."""
    last_page = max(1, -(-total // PAGE_SIZE))
    number = min(page, last_page)
    return Steps(
        first=min((number - 1) * PAGE_SIZE + 1, total),
        last=min(number * PAGE_SIZE, total),
        total=total,
        previous=_address(base, narrowed, number - 1) if number > 1 else None,
        next=_address(base, narrowed, number + 1) if number < last_page else None,
    )


def _address(base: str, narrowed: Mapping[str, str | None], page: int) -> str:
    fields = {name: value for name, value in narrowed.items() if value}
    query = urlencode({**fields, "page": str(page)} if page > 1 else fields)
    return f"{base}?{query}" if query else base
