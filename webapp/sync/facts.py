"""What pages and commands are told about the engine: frozen values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from webapp.freshness.states import FreshnessState
from webapp.words import RunKind, RunOutcome, RunTrigger

PATIENCE = timedelta(seconds=30)
"""So much later than reckoned a wish may begin without anybody having to wonder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """One run, active or ended; ``seconds_left`` and ``calls_per_second`` only where they can be told."""

    id: int
    scope: str
    kind: RunKind
    trigger: RunTrigger
    started_at: datetime
    finished_at: datetime | None
    planned: int
    done: int
    changed: int
    unchanged: int
    failed: int
    failed_by_class: Mapping[str, int]
    calls: int
    not_modified: int
    calls_per_second: float | None
    seconds_left: int | None
    is_cancelling: bool
    outcome: RunOutcome | None
    message: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFacts:
    """A roster that waits for an operator."""

    held_at: datetime
    reason: str
    known_count: int
    seen_count: int
    leaving_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a wish stands: how many are ahead, and roughly how long it takes; 0 ahead is next.

    Ahead of a guild are guilds, ahead of a character are characters and rosters.
    """

    ahead: int
    seconds: int
    waited: timedelta = timedelta()

    @property
    def is_overdue(self) -> bool:
        """Whether it waits so much longer than reckoned that nobody may be at work."""
        return self.waited > PATIENCE + 2 * timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class MemberCounts:
    """A guild's members by freshness, and how many of their profiles went missing."""

    states: Mapping[FreshnessState, int]
    suspects: int


@dataclass(frozen=True, slots=True)
class MemberArrivals:
    """How many members one reading of the roster found new or back, and how many gone."""

    came: int
    went: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Everything that the sync strip of a guild says."""

    guild_id: int
    data_version: int
    members: int
    states: Mapping[FreshnessState, int]
    roster_state: FreshnessState
    roster_attempted_at: datetime | None
    roster_succeeded_at: datetime | None
    roster_changed_at: datetime | None
    roster_outcome: str | None
    roster_error: str | None
    next_roster_at: datetime | None
    active: tuple[RunFacts, ...]
    last: RunFacts | None
    last_characters: RunFacts | None
    arrivals: MemberArrivals | None
    """Who came and went by the last run, where that read the roster."""
    next_character_at: datetime | None
    held: HeldFacts | None
    alert: str | None
    place: Place | None
    refresh_again_at: datetime | None
    archived_at: datetime | None

    @property
    def is_active(self) -> bool:
        """Whether anything is under way or waited for: then a page asks again soon."""
        return bool(self.active) or self.place is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterStrip:
    """Everything that the strip of a character's page says about its sync.

    ``is_under_way``: somebody waits for it, a worker has it, or its card is about to be built: then a page
    asks again soon. ``again_at`` ends the cool-down. ``next_due_at`` is None where nobody looks any more.
    """

    character_id: int
    is_under_way: bool
    place: Place | None
    again_at: datetime | None
    attempted_at: datetime | None
    succeeded_at: datetime | None
    changed_at: datetime | None
    outcome: str | None
    error: str | None
    failures: int
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildFacts:
    """One tracked guild in the overview."""

    id: int
    region: str
    realm: str
    name: str
    members: int
    roster_succeeded_at: datetime | None
    roster_outcome: str | None
    has_held_roster: bool
    characters_due: int
    archived_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole engine at one moment."""

    at: datetime
    guilds: tuple[GuildFacts, ...]
    active: tuple[RunFacts, ...]
    recent: tuple[RunFacts, ...]
    characters_due: int
    rosters_due: int
    wishes: int
    claimed: int
    oldest_due_at: datetime | None
    failures: Mapping[str, int] = field(default_factory=dict)
    """Characters by the word of their last attempt, where that was not "ok"."""
