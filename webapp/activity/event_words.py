"""What an event says in words, and how sure its moment is. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from webapp.permissions.rank_words import RankNames, rank_words
from webapp.words import EventKind

GONE = "somebody who is gone"
KINDS: Mapping[EventKind, str] = {
    EventKind.JOINED: "joined",
    EventKind.LEFT: "left",
    EventKind.RETURNED: "returned",
    EventKind.RENAMED: "renamed",
    EventKind.MOVED_REALM: "moved to another realm",
    EventKind.RANK_CHANGED: "rank changed",
    EventKind.DELETED: "profile removed",
}
BY_STATUS = "told by Battle.net; when it was so is not known"
BY_PERSON = "from a roster that was held and accepted; when it happened is not told"
RANK_BY_PERSON = "from a roster that was held and accepted; who gave the rank, and when, is not told"


def what_words(kind: EventKind, before: Any, after: Any) -> str:
    """Return what happened; a lower number is the higher rank."""
    old, new = _rank_in(before), _rank_in(after)
    if kind is EventKind.RANK_CHANGED and old is not None and new is not None:
        return "promoted" if new < old else "demoted"
    return KINDS[kind]


def side_words(kind: EventKind, value: Any, names: RankNames) -> str | None:
    """Return what was or what is; None where nothing is kept or told."""
    if not isinstance(value, Mapping):
        return None
    if kind in {EventKind.RENAMED, EventKind.MOVED_REALM}:
        text = value.get("name") or value.get("realm")
        return None if text is None else str(text)
    rank = _rank_in(value)
    return None if rank is None else rank_words(rank, names)


def certainty_words(kind: EventKind, *, has_run: bool, earlier_at: datetime | None) -> str:
    """Say how sure the moment is: two rosters tell that it happened in between, and not by whom."""
    if kind is EventKind.DELETED:
        return BY_STATUS
    if not has_run:
        return RANK_BY_PERSON if kind is EventKind.RANK_CHANGED else BY_PERSON
    if earlier_at is None:
        return "inferred: some time before it was noticed"
    return f"inferred: between {earlier_at.astimezone(UTC):%-d %b %Y %H:%M} UTC and then"


def _rank_in(value: Any) -> int | None:
    rank = value.get("rank") if isinstance(value, Mapping) else None
    return rank if isinstance(rank, int) else None
