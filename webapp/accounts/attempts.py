"""A sign-in that has begun: what the browser keeps until it comes back, and when that is too late. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

LASTS_FOR = timedelta(minutes=10)
CLOCKS_DIFFER_BY = timedelta(minutes=1)
"""How far in the future another process of ours may have begun it."""
MOST_KEPT = 3
"""Sign-ins of one browser that may be under way; the cookie has little room."""
Kept = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sign-in under way; nothing of this is read from the address that the browser comes back with."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    region: str
    way_on: str
    began: int
    """Seconds since 1970."""
    brings_back: bool = False
    """Whether characters are to be stored again that the person once asked to be forgotten."""


_FIELDS = {field.name: field.type for field in fields(Attempt)}


def keep(kept: object, attempt: Attempt) -> list[dict[str, Any]]:
    """Return what the browser keeps from now on: the newest sign-ins."""
    return [asdict(one) for one in [*_readable(kept), attempt][-MOST_KEPT:]]


def take(kept: object, state: str) -> tuple[Attempt | None, list[dict[str, Any]]]:
    """Return the sign-in that a state belongs to, and what the browser keeps: no state is good twice."""
    attempts = _readable(kept)
    found = next((one for one in attempts if state and one.state == state), None)
    return found, [asdict(one) for one in attempts if one is not found]


def is_too_late(attempt: Attempt, now: datetime) -> bool:
    """Say whether a sign-in began too long ago, or in a future that no clock of ours can have seen."""
    age = now - datetime.fromtimestamp(attempt.began, UTC)
    return not -CLOCKS_DIFFER_BY <= age <= LASTS_FOR


def _readable(kept: object) -> list[Attempt]:
    """Return what an earlier version of this program may have written as far as it fits."""
    found = kept if isinstance(kept, list) else []
    return [Attempt(**one) for one in found if _fits(one)]


def _fits(one: object) -> bool:
    return (
        isinstance(one, dict)
        and one.keys() == _FIELDS.keys()
        and all(type(value) is _FIELDS[name] for name, value in one.items())
    )
