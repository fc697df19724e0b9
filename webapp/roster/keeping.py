"""Which views of a roster are kept, under which key, and for how long. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from webapp.freshness.states import CHARACTER
from webapp.permissions.policy import Tool
from webapp.roster.choices import Alts
from webapp.roster.filters import RosterFilter

WEEK = timedelta(days=7)
NOT_KEPT = timedelta(0)
LEAST = timedelta(minutes=1)
"""So long any body is kept: in a large guild somebody's state turns every few seconds."""
MOST_PAGES = 20
"""Pages of a list beyond which nobody leafs often enough to keep them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Everything about a viewer that a roster's body depends on.

    ``reader_id`` is set for who reads officers' notes: nobody is shown where their own characters have one.
    """

    tools: frozenset[Tool]
    is_member: bool
    reader_id: int | None = None

    @property
    def word(self) -> str:
        """A short name of the audience, for keys."""
        return _word_of(self)


@lru_cache(maxsize=1024)
def _word_of(audience: Audience) -> str:
    facts = (sorted(audience.tools), audience.is_member, audience.reader_id)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def audience_of(tools: frozenset[Tool], *, is_member: bool, viewer_id: int | None) -> Audience:
    """Return the audience to which a viewer belongs."""
    reads_notes = Tool.OFFICER_NOTES in tools
    return Audience(tools=tools, is_member=is_member, reader_id=viewer_id if reads_notes else None)


def is_kept(view: RosterFilter) -> bool:
    """Say whether a view is the plain one, sorted in whatever way, at a page that people leaf to."""
    is_plain = not view.narrows and view.alts is Alts.EVERYONE
    return is_plain and view.page <= MOST_PAGES


def key_of(guild_id: int, versions: tuple[int, int], audience: Audience, view: RosterFilter) -> str:
    """Return the key of a view: which guild, as it is now, for whom, narrowed and sorted how.

    The second version tells a guild from one before it that had the same number.
    """
    data, permissions = versions
    return f"{guild_id}:{data}.{permissions}:{audience.word}:{view.query()}"


def strip_key_of(key: str, newest_run_at: datetime | None) -> str:
    """Return the key of the strip above a view: what a press begins is a run, and makes it another."""
    return f"{key}:{newest_run_at}"


def fresh_for(now: datetime, *, checked: Iterable[datetime], reset_at: datetime | None) -> timedelta | None:
    """Return how long a body stays true by itself, or None where only a sync changes it.

    ``checked`` are the moments of each member's last good look: its state changes when that is a period old,
    and when the grace is over. A weekly reset changes who was seen this week.
    """
    ends = (CHARACTER.period, CHARACTER.period + CHARACTER.grace)
    changes = [moment + span for moment in checked for span in ends]
    changes += [] if reset_at is None else [reset_at + WEEK]
    ahead = [change - now for change in changes if change > now]
    return max(LEAST, min(ahead)) if ahead else None


def strip_fresh_for(now: datetime, *, is_active: bool, back_at: datetime | None) -> timedelta | None:
    """Return how long a strip stays true by itself, or None for as long as others.

    Not at all while something is under way, and until "refresh now" is back.
    """
    if is_active:
        return NOT_KEPT
    return None if back_at is None else max(NOT_KEPT, back_at - now)
