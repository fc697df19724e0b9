"""What people decided since a backup, as text that outlives this process, and two of them as one. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Key = tuple[str, int]
"""A region, and a number of Blizzard's there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Who asked to be forgotten, who has an account and runs this server still, guilds and tokens to go.

    ``users`` and ``operators`` are None where nobody can tell, in an empty database for instance.
    """

    forgotten: Mapping[Key, str | None] = field(default_factory=dict)
    users: frozenset[int] | None = None
    operators: frozenset[int] | None = None
    removed: frozenset[Key] = frozenset()
    revoked: Mapping[str, datetime] = field(default_factory=dict)


def both(earlier: Decisions, later: Decisions) -> Decisions:
    """Return the decisions of both: who is gone in one is gone, and so is a right that one took."""
    return Decisions(
        forgotten={**later.forgotten, **earlier.forgotten},
        users=_in_both(earlier.users, later.users),
        operators=_in_both(earlier.operators, later.operators),
        removed=earlier.removed | later.removed,
        revoked={**later.revoked, **earlier.revoked},
    )


def _in_both(one: frozenset[int] | None, other: frozenset[int] | None) -> frozenset[int] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def as_text(decisions: Decisions) -> str:
    """Write them down; ``from_text`` reads it."""
    return json.dumps(
        {
            "forgotten": [[*key, address] for key, address in sorted(decisions.forgotten.items())],
            "users": _numbers(decisions.users),
            "operators": _numbers(decisions.operators),
            "removed": sorted(decisions.removed),
            "revoked": {digest: at.isoformat() for digest, at in decisions.revoked.items()},
        }
    )


def _numbers(people: frozenset[int] | None) -> list[int] | None:
    return None if people is None else sorted(people)


def from_text(text: str) -> Decisions:
    """Read what ``as_text`` wrote."""
    read = json.loads(text)
    return Decisions(
        forgotten={(region, number): address for region, number, address in read["forgotten"]},
        users=None if read["users"] is None else frozenset(read["users"]),
        operators=None if read["operators"] is None else frozenset(read["operators"]),
        removed=frozenset((region, number) for region, number in read["removed"]),
        revoked={digest: datetime.fromisoformat(at) for digest, at in read["revoked"].items()},
    )
