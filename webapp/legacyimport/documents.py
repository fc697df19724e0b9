"""The door for JSON of files: what is stored can be stored on any database, and shown. Pure."""

import json
from collections.abc import Iterator
from typing import Any

LARGEST_FILE = 5 * 1024 * 1024
MOST_VALUES = 200_000
DEEPEST = 64
_SURROGATES = range(0xD800, 0xE000)


class Unreadable(ValueError):
    """A file is not taken; the text says why, without the file's name."""


def read_json(raw: bytes) -> dict[str, Any]:
    """Return the object that a file holds, or raise Unreadable."""
    if len(raw) > LARGEST_FILE:
        raise Unreadable(f"it is larger than {LARGEST_FILE // 1024 // 1024} MB")
    try:
        text = raw.decode("utf-8-sig")
        document = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except Unreadable:
        raise
    except UnicodeDecodeError as error:
        raise Unreadable("it is not UTF-8") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"it is no JSON ({where})") from error
    except RecursionError as error:
        raise Unreadable(f"it is nested deeper than {DEEPEST} levels") from error
    except ValueError as error:
        raise Unreadable("it holds a number with too many digits") from error
    if not isinstance(document, dict):
        raise Unreadable("it holds no object with a name, but something else")
    _check(document)
    return document


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("an object in it has a key twice, so that one of the values would be lost")
    return found


def _no_constant(word: str) -> Any:
    raise Unreadable(f"{word} in it is no number of JSON")


def _check(document: dict[str, Any]) -> None:
    """Refuse what a database or a page cannot hold; a list of what is left to look at, not recursion."""
    waiting: list[tuple[Any, int]] = [(document, 1)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > MOST_VALUES:
            raise Unreadable(f"it holds more than {MOST_VALUES:,} values")
        if depth > DEEPEST:
            raise Unreadable(f"it is nested deeper than {DEEPEST} levels")
        if isinstance(value, str):
            _check_text(value)
        elif isinstance(value, float) and value in {float("inf"), float("-inf")}:
            raise Unreadable("it holds a number that is too large")
        else:
            waiting.extend((one, depth + 1) for one in _inside(value))


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise Unreadable("a text in it holds the letter NUL")
    if not text.isascii() and any(ord(letter) in _SURROGATES for letter in text):
        raise Unreadable("a text in it holds half a letter (a lone surrogate)")
