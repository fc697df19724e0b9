"""Change one place of a small document, as the tests of the parsers need it."""

import copy
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from webapp.clients.upstream.door import Json

T = TypeVar("T")
GONE = object()
NAMES = frozenset({"name", "display_string"})
each_harm = pytest.mark.parametrize("harm", [GONE, None, []], ids=["gone", "null", "of another type"])
"""Run a test for a field that is gone, null, or neither text, number, flag nor object."""


def json_of(fields: dict[str, Any], *, locale: str = "en_GB") -> Json:
    """Return the document that a parser reads."""
    return Json(fields, locale=locale)


def changed(fields: dict[str, Any], place: str, value: object) -> Json:
    """Return a copy with another value at a place such as ``members.0.rank``; GONE takes it out."""
    fields = copy.deepcopy(fields)
    *way, last = place.split(".")
    holder: Any = fields
    for step in way:
        holder = holder[_key(step)]
    if value is GONE:
        del holder[_key(last)]
    else:
        holder[_key(last)] = value
    return json_of(fields)


def emptied(parsed: T, *fields: str, to: Any = None) -> T:
    """Return what a parser gave, with some fields empty."""
    return replace(parsed, **dict.fromkeys(fields, to))  # type: ignore[type-var]


def path_of(place: str) -> str:
    """Return a place as errors name it: ``$.members[0].rank``."""
    return "$" + "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in place.split("."))


def places(value: Any, way: str = "") -> list[str]:
    """Return every place of a document."""
    found = []
    for step, part in _parts(value):
        found += [f"{way}{step}", *places(part, f"{way}{step}.")]
    return found


def with_unknown_fields(value: Any) -> Any:
    """Return a copy in which every object has a field that no parser knows."""
    if isinstance(value, dict):
        return {"news_of_patch_99": [1]} | {key: with_unknown_fields(part) for key, part in value.items()}
    return [with_unknown_fields(part) for part in value] if isinstance(value, list) else value


def localised(value: Any) -> Any:
    """Return a copy in which every name is an object by language, as answers without ``locale`` have it."""
    if isinstance(value, list):
        return [localised(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {key: _by_language(part) if key in NAMES else localised(part) for key, part in value.items()}


def _by_language(text: str) -> dict[str, str]:
    return {"de_DE": f"{text} auf Deutsch", "en_GB": text, "zh_TW": "名"}


def _key(step: str) -> str | int:
    return int(step) if step.isdigit() else step


def _parts(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []
