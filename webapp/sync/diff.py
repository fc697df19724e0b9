"""What a new roster means for the members known so far. Pure.

Members are matched by Blizzard id alone: a new name under a known id is a rename, a new id under a known
name is another character.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from webapp.words import EventKind, Faction

GUARD_MEMBERS = 5
GUARD_SHARE = 0.10
"""A roster that removes more than the larger of these two is held until an operator decides."""
GUARD_ARRIVALS = 100
"""So is one that adds more than this and more than doubles the guild: believed, it would be hard to undo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMember:
    """One member as a roster answer lists it."""

    bnet_id: int
    realm: str
    name: str
    rank: int
    level: int | None = None
    class_id: int | None = None
    race_id: int | None = None
    faction: Faction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCharacter:
    """One character that is stored: its facts, and what it is in this guild (``rank`` None: never in it)."""

    character_id: int
    bnet_id: int
    realm: str
    name: str
    rank: int | None = None
    has_left: bool = False
    level: int | None = None
    class_id: int | None = None
    race_id: int | None = None
    faction: Faction | None = None

    @property
    def is_member(self) -> bool:
        """Whether this is a current member of the guild."""
        return self.rank is not None and not self.has_left


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A stored character beside what the roster says about it now."""

    known: KnownCharacter
    seen: SeenMember

    @property
    def is_renamed(self) -> bool:
        """Whether the name differs."""
        return self.known.name != self.seen.name

    @property
    def has_moved(self) -> bool:
        """Whether the realm differs."""
        return self.known.realm != self.seen.realm

    @property
    def has_new_rank(self) -> bool:
        """Whether the rank differs from that of a current member."""
        return self.known.is_member and self.known.rank != self.seen.rank

    @property
    def has_new_facts(self) -> bool:
        """Whether the roster knows more: a higher level, or what no summary has told yet.

        A roster may be three hours old when it comes, so it never overrules a character's own summary.
        """
        if (self.seen.level or 0) > (self.known.level or 0):
            return True
        return any(
            getattr(self.known, name) is None and getattr(self.seen, name) is not None
            for name in ("class_id", "race_id", "faction")
        )

    @property
    def is_any(self) -> bool:
        """Whether anything differs at all."""
        return self.is_renamed or self.has_moved or self.has_new_rank or self.has_new_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """Who is new, gone, back or different; ``adopted`` are new here, but stored already."""

    joined: tuple[SeenMember, ...] = ()
    adopted: tuple[MemberChange, ...] = ()
    returned: tuple[MemberChange, ...] = ()
    changed: tuple[MemberChange, ...] = ()
    left: tuple[KnownCharacter, ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing that anybody can see differs."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name != "unchanged")


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """A line for the guild's history; ``bnet_id`` says whose."""

    bnet_id: int
    kind: EventKind
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


def plan_roster_changes(known: Iterable[KnownCharacter], seen: Iterable[SeenMember]) -> RosterPlan:
    """Compare what is stored with a roster; an id that is listed twice counts once, the last time."""
    stored = {character.bnet_id: character for character in known}
    listed = {member.bnet_id: member for member in seen}
    pairs = [MemberChange(stored[id_], member) for id_, member in listed.items() if id_ in stored]
    staying = [pair for pair in pairs if pair.known.is_member]
    changed = tuple(pair for pair in staying if pair.is_any)
    return RosterPlan(
        joined=tuple(member for id_, member in listed.items() if id_ not in stored),
        adopted=tuple(pair for pair in pairs if pair.known.rank is None),
        returned=tuple(pair for pair in pairs if pair.known.rank is not None and pair.known.has_left),
        changed=changed,
        left=tuple(one for id_, one in stored.items() if one.is_member and id_ not in listed),
        unchanged=len(staying) - len(changed),
    )


def reason_to_hold(plan: RosterPlan, *, known_count: int, seen_count: int) -> str | None:
    """Say why this roster must not be believed without an operator, or None when it may be applied."""
    if seen_count == 0:
        return "the roster is empty"
    limit = max(GUARD_MEMBERS, GUARD_SHARE * known_count)
    if len(plan.left) > limit:
        return f"it would remove {len(plan.left)} of {known_count} members at once"
    arriving = len(plan.joined) + len(plan.adopted)
    if known_count and arriving > max(GUARD_ARRIVALS, known_count):
        return f"it would add {arriving} to {known_count} members at once"
    return None


def events_of(plan: RosterPlan) -> list[PlannedEvent]:
    """Return what happened, a line each, in the order of joining, returning, changing and leaving."""
    events = [PlannedEvent(new.bnet_id, EventKind.JOINED, after={"rank": new.rank}) for new in plan.joined]
    arrivals = ((EventKind.JOINED, plan.adopted), (EventKind.RETURNED, plan.returned))
    events.extend(
        PlannedEvent(pair.seen.bnet_id, kind, after={"rank": pair.seen.rank})
        for kind, pairs in arrivals
        for pair in pairs
    )
    for pair in (*plan.adopted, *plan.returned, *plan.changed):
        events.extend(_changes(pair))
    events.extend(PlannedEvent(one.bnet_id, EventKind.LEFT, before={"rank": one.rank}) for one in plan.left)
    return events


def _changes(pair: MemberChange) -> Iterable[PlannedEvent]:
    known, seen = pair.known, pair.seen
    if pair.is_renamed:
        yield PlannedEvent(seen.bnet_id, EventKind.RENAMED, {"name": known.name}, {"name": seen.name})
    if pair.has_moved:
        yield PlannedEvent(seen.bnet_id, EventKind.MOVED_REALM, {"realm": known.realm}, {"realm": seen.realm})
    if pair.has_new_rank:
        yield PlannedEvent(seen.bnet_id, EventKind.RANK_CHANGED, {"rank": known.rank}, {"rank": seen.rank})
