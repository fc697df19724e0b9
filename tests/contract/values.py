"""Read values out of answers and out of what was parsed of them, so that both can be compared."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

SORTED = frozenset({"season_ids[]", "period_ids[]"})
"""Lists of ours that are in another order than the answer's."""
EMPTY: dict[str, Any] = {"is_timed": False, "is_active": False, "kills": 0}
"""What stands for nothing, where that is not None."""


def values_at(thing: Any, path: str) -> list[Any]:
    """Return the values at a path, None where there is nothing."""
    found = [thing]
    for key in path.split("."):
        names = key.removesuffix("[]").split("|")
        found = [value for one in found for value in _step(one, names, is_list=key.endswith("[]"))]
    return found


def said(endpoint: str, document: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with today's words for what older answers say in another way."""
    if endpoint != "media":
        return document
    assets = {one["key"]: one["value"] for one in document.get("assets", ())}
    older = {"avatar": "avatar_url", "inset": "bust_url", "main": "render_url"}
    return {word: assets.get(word, document.get(url)) for word, url in older.items()}


def plain(values: list[Any], path: str, locale: str) -> list[Any]:
    """Return values so that those of an answer and of a parsed value can be compared."""
    written = [_plain(value, path, locale) for value in values]
    return sorted(written, key=str) if path in SORTED else written


def _plain(value: Any, path: str, locale: str) -> Any:
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, timedelta):
        return round(value.total_seconds() * 1000)
    if isinstance(value, dict):
        value = value.get(locale) or next((text for text in value.values() if text), None)
    if value is None or value == 0:
        return EMPTY.get(path.rpartition(".")[2])
    return value.lower() if path.endswith("faction") else value


def _step(one: Any, names: list[str], *, is_list: bool) -> list[Any]:
    values = [_field(one, name) for name in names]
    return [item for value in values for item in value or ()] if is_list else values


def _field(one: Any, name: str) -> Any:
    if one is None:
        return None
    if isinstance(one, Mapping):
        return one.get(name)
    if name.isdigit():
        return one[int(name)]
    return getattr(one, name)
