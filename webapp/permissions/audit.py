"""What the log of changes calls them, which of them can be taken back, and why an exception ended. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from webapp.permissions.policy import Exemption


class Action(StrEnum):
    """What a person did; stored, so that a word that changes makes old entries unreadable."""

    TOOL_RULE = "tool_rule"
    RANK_NAME = "rank_name"
    VISIBILITY = "visibility"
    EXCEPTION = "exception"
    EXCEPTION_ENDED = "exception_ended"
    RANKS_CONFIRMED = "ranks_confirmed"
    VIEW_AS = "view_as"
    ROLE = "role"
    MAIN = "main"
    NOTE = "note"
    CONTINUED = "continued"
    MAIN_CHOSEN = "main_chosen"
    CLAIMED = "character_claimed"
    RELEASED = "character_released"
    TOKEN_MADE = "token_made"  # noqa: S105 - a word
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - a word
    SYNC_PAUSED = "sync_paused"
    SYNC_RESUMED = "sync_resumed"
    RUN_CANCELLED = "run_cancelled"
    FAILURES_RETRIED = "failures_retried"
    FAILURES_PARKED = "failures_parked"
    FAILURES_MUTED = "failures_muted"
    FAILURES_UNMUTED = "failures_unmuted"
    ANSWERS_PURGED = "answers_purged"
    ROSTER_ACCEPTED = "roster_accepted"
    ROSTER_DISCARDED = "roster_discarded"
    VIEW_KEPT = "view_kept"
    VIEW_REMOVED = "view_removed"
    TARGET_SAVED = "target_saved"
    CHANNEL_SAVED = "channel_saved"
    CHANNEL_REMOVED = "channel_removed"
    CHANNEL_TESTED = "channel_tested"
    FILES_SENT = "files_sent"
    CHARACTER_PLACED = "character_placed"


class Cause(StrEnum):
    """Why somebody has no character in a guild any more; stored with the exception that ended by it."""

    LEFT = "left"
    CLAIMED = "claimed"
    RELEASED = "released"


class Kind(StrEnum):
    """What the log can be narrowed to."""

    TOOLS = "tools"
    RANKS = "ranks"
    VISIBILITY = "visibility"
    EXCEPTIONS = "exceptions"
    VIEW_AS = "view-as"
    MEMBERS = "members"
    TOKENS = "tokens"
    SYNC = "sync"
    VIEWS = "views"
    TARGETS = "targets"
    CHANNELS = "channels"


ACTIONS: Mapping[Kind, frozenset[Action]] = {
    Kind.TOOLS: frozenset({Action.TOOL_RULE}),
    Kind.RANKS: frozenset({Action.RANK_NAME, Action.RANKS_CONFIRMED}),
    Kind.VISIBILITY: frozenset({Action.VISIBILITY}),
    Kind.EXCEPTIONS: frozenset({Action.EXCEPTION, Action.EXCEPTION_ENDED}),
    Kind.VIEW_AS: frozenset({Action.VIEW_AS}),
    Kind.MEMBERS: frozenset(
        {
            Action.ROLE,
            Action.MAIN,
            Action.MAIN_CHOSEN,
            Action.NOTE,
            Action.CONTINUED,
            Action.CLAIMED,
            Action.RELEASED,
            Action.FILES_SENT,
            Action.CHARACTER_PLACED,
        }
    ),
    Kind.TOKENS: frozenset({Action.TOKEN_MADE, Action.TOKEN_REVOKED}),
    Kind.SYNC: frozenset(
        {
            Action.SYNC_PAUSED,
            Action.SYNC_RESUMED,
            Action.RUN_CANCELLED,
            Action.FAILURES_RETRIED,
            Action.FAILURES_PARKED,
            Action.FAILURES_MUTED,
            Action.FAILURES_UNMUTED,
            Action.ANSWERS_PURGED,
            Action.ROSTER_ACCEPTED,
            Action.ROSTER_DISCARDED,
        }
    ),
    Kind.VIEWS: frozenset({Action.VIEW_KEPT, Action.VIEW_REMOVED}),
    Kind.TARGETS: frozenset({Action.TARGET_SAVED}),
    Kind.CHANNELS: frozenset({Action.CHANNEL_SAVED, Action.CHANNEL_REMOVED, Action.CHANNEL_TESTED}),
}
UNDOABLE = frozenset(
    {Action.TOOL_RULE, Action.RANK_NAME, Action.VISIBILITY, Action.EXCEPTION, Action.ROLE, Action.MAIN}
)
"""What can be taken back: the rest tells of something that happened, not of how things are."""
OF_MEMBERS = frozenset({Action.ROLE, Action.MAIN})
"""What the settings alone do not give: who takes it back needs the tool that did it."""
OF_SETTINGS = UNDOABLE - OF_MEMBERS
"""What the page of the settings changes."""


def exemption_words(exemption: Exemption | None) -> dict[str, Any] | None:
    """Return an exception as the log keeps it; None where there is none."""
    if exemption is None:
        return None
    expires_at = exemption.expires_at
    return {
        "effect": exemption.effect.value,
        "reason": exemption.reason,
        "expires_at": None if expires_at is None else expires_at.isoformat(),
    }


def why_ended(user_id: int, actor_id: int | None) -> Cause:
    """Return why a person has no character in a guild any more: whose sign-in showed it, or no one's."""
    if actor_id is None:
        return Cause.LEFT
    return Cause.RELEASED if user_id == actor_id else Cause.CLAIMED


def cause_of(after: Any) -> Cause:
    """Return why an exception ended, by the entry of the log; earlier ones told of nobody's sign-in."""
    because = after.get("because") if isinstance(after, Mapping) else None
    return Cause(because) if because in set(Cause) else Cause.LEFT
