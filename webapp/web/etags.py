"""Entity tags: a short name for exactly one version of an answer. Pure."""

import hashlib
from collections.abc import Iterable

import orjson

SHAPE = "3"
"""Grows when an answer changes its shape, so that no program keeps the old one."""


def entity_tag(facts: Iterable[object]) -> str:
    """Return the tag, quotes included, of whatever an answer is made of."""
    written = orjson.dumps([SHAPE, *facts], default=_simple)
    return f'"{hashlib.sha256(written).hexdigest()[:24]}"'


def _simple(fact: object) -> object:
    """Return what orjson does not write as it does write it: rows as lists, the rest as Python shows it."""
    return list(fact) if isinstance(fact, tuple) else repr(fact)


def weak(etag: str) -> str:
    """Return the tag of answers that mean the same and differ in their wording, such as "12 min ago"."""
    return f"W/{etag}"


def is_known(etag: str, if_none_match: str | None) -> bool:
    """Say whether an ``If-None-Match`` header names this version; any version is meant by ``*``.

    The comparison is weak, as RFC 9110 13.1.2 wants it: a proxy that compresses marks its tags with ``W/``.
    """
    if not if_none_match:
        return False
    if if_none_match == etag or if_none_match.strip() == "*":
        return True
    return etag.removeprefix("W/") in {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
