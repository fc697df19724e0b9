"""Spoil a recorded answer in every way that a later patch might: pieces that go, change or come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Place = tuple[str | int, ...]
STRANGE: tuple[Any, ...] = ("odd", "", 7, -1, 3.5, True, [], {}, [[1]], [None], {"id": []}, 2**64 - 1, 1e300)
"""Values of every type, for places where the recording has another."""
GONE = object()
_LOCALE = re.compile("[a-z]{2}_[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Spoilt:
    """One way in which an answer was spoilt, and where."""

    place: Place
    how: str
    is_harmless: bool = False
    """Whether the parsed value must be the same as before."""

    def __str__(self) -> str:
        return f"{path_of(self.place)} {self.how}"


def path_of(place: Place) -> str:
    """Return a place as the product writes paths: ``$.members[0].rank``."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)


def trimmed(value: Any) -> Any:
    """Return the answer with only those items of lists that show a shape which none before them has."""
    if isinstance(value, dict):
        return {key: trimmed(part) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    kept, seen = [], set[str]()
    for item in value:
        shape = set(_shape(item, ""))
        if not shape <= seen:
            kept.append(trimmed(item))
            seen |= shape
    return kept


def spoilings(document: dict[str, Any], locale: str) -> Iterator[Spoilt]:
    """Spoil the answer in place in one way after another; each is mended before the next.

    Of the items of a list the first that has a place stands for the others.
    """
    places = list(_places(document, ()))
    first = {tuple(step for step in one[0] if isinstance(step, str)): one for one in reversed(places)}
    for place, holder, key in [*first.values(), *(one for one in places if one[0][-1:] == (0,))]:
        value = holder[key]
        for how, spoilt, is_harmless in _ways(key, value, locale):
            _set(holder, key, spoilt)
            yield Spoilt(place, how, is_harmless)
            _set(holder, key, value)
        if isinstance(value, dict):
            value["a key of a later patch"] = {"id": "?", "href": [1]}
            yield Spoilt(place, "with an unknown key", is_harmless=True)
            del value["a key of a later patch"]


def _ways(key: str | int, value: Any, locale: str) -> Iterator[tuple[str, Any, bool]]:
    yield "gone", GONE, False
    yield "null", None, False
    for strange in STRANGE:
        yield f"{strange!r:.12}", strange, False
    if isinstance(value, str) and not _LOCALE.fullmatch(str(key)):
        yield "in many languages", {"xx_XX": "another", locale: value}, True
        yield "in one other language", {"xx_XX": value}, True
        yield "in no language", {locale: None}, False


def _places(value: Any, place: Place) -> Iterator[tuple[Place, Any, Any]]:
    keys: Any = (
        value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield (*place, key), value, key
        yield from _places(value[key], (*place, key))


def _set(holder: Any, key: Any, value: Any) -> None:
    if value is GONE and isinstance(holder, dict):
        del holder[key]
    else:
        holder[key] = None if value is GONE else value


def _shape(value: Any, path: str) -> Iterator[str]:
    yield f"{path}:{type(value).__name__}"
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _shape(part, f"{path}.{key}")
    if isinstance(value, list):
        for part in value:
            yield from _shape(part, f"{path}[]")
