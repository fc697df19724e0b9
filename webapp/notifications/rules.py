"""What is told of what happened: facts in, notices out, one for each cause. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.notifications.kinds import Kind
from webapp.words import EventKind

STORM = 20
"""More events than this at once are told in one notice, however many kinds they are of."""
MOST_NAMED = 5
"""So many members are named in a notice; the rest are counted."""
_KINDS: Mapping[EventKind, Kind] = {
    EventKind.JOINED: Kind.JOINED,
    EventKind.RETURNED: Kind.JOINED,
    EventKind.LEFT: Kind.LEFT,
    EventKind.DELETED: Kind.LEFT,
}
_MEMBER_KINDS = (Kind.JOINED, Kind.LEFT, Kind.PROMOTED, Kind.DEMOTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event of a guild's history; ranks are those that it names, 0 is the highest.

    ``is_listed_still`` is of a profile that was removed: the roster tells when its member leaves, if ever.
    """

    event_id: int
    kind: EventKind
    rank_before: int | None = None
    rank_after: int | None = None
    is_listed_still: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to tell; no guild is told twice of one ``cause_key``."""

    kind: Kind
    cause_key: str
    facts: Mapping[str, Any]
    character_id: int | None = None


def told_of_events(events: Sequence[Happened]) -> Sequence[Notice]:
    """Return what these new events tell: one notice for each kind, or one for all in a storm.

    The cause is the first event that is told: events are rows that are only added, each has its number once.
    """
    by_kind: dict[Kind, list[Happened]] = {}
    for event in events:
        if (kind := kind_of(event)) is not None:
            by_kind.setdefault(kind, []).append(event)
    told = [event.event_id for of_kind in by_kind.values() for event in of_kind]
    if len(told) > STORM:
        counts = {kind.value: len(by_kind.get(kind, ())) for kind in _MEMBER_KINDS}
        return [Notice(kind=Kind.MANY_CHANGES, cause_key=f"{Kind.MANY_CHANGES}:{min(told)}", facts=counts)]
    return [_of_kind(kind, by_kind[kind]) for kind in _MEMBER_KINDS if kind in by_kind]


def kind_of(event: Happened) -> Kind | None:
    """Return as what an event is told; None of one that nobody is told of."""
    if event.kind is not EventKind.RANK_CHANGED:
        return None if event.is_listed_still else _KINDS.get(event.kind)
    before, after = event.rank_before, event.rank_after
    if before is None or after is None or before == after:
        return None
    return Kind.PROMOTED if after < before else Kind.DEMOTED


def _of_kind(kind: Kind, events: Sequence[Happened]) -> Notice:
    named = [event.event_id for event in events[:MOST_NAMED]]
    facts: dict[str, Any] = {"events": named, "count": len(events)}
    if len(events) == 1 and kind in {Kind.PROMOTED, Kind.DEMOTED}:
        facts |= {"from": events[0].rank_before, "to": events[0].rank_after}
    return Notice(kind=kind, cause_key=f"{kind}:{named[0]}", facts=facts)
