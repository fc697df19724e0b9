"""Whether an entry of the log can be taken back, and why not: the page and the press decide alike. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.permissions.audit import OF_MEMBERS, UNDOABLE, Action
from webapp.permissions.policy import Tool
from webapp.rights.tool_words import LABELS

NOT_UNDONE = "This is not something that can be taken back."
UNDONE = "Undone already."
CHANGED_SINCE = "Changed again since."
ENDED = "The exception has ended since."
IS_OVER = "The exception is over."
WAS_OVER = "The exception before it would be over by now."
GONE = "Whom it is about is not known here any more."
NOT_HERE = "Whom it is about is not in the guild now."
NEEDS_EDIT = f"Takes the tool “{LABELS[Tool.ROSTER_EDIT]}”."


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How things are now where an entry changed something; ``value`` is in the words of the log.

    ``is_known`` and ``is_member`` are of whom it is about; ``refusal`` is why the main of before cannot be.
    """

    value: Any
    is_latest: bool = True
    is_undone: bool = False
    is_known: bool = True
    is_member: bool = True
    refusal: str | None = None


def why_not_undone(
    action: str, sides: tuple[Any, Any], state: State | None, *, tools: frozenset[Tool], now: datetime
) -> str | None:
    """Return why an entry is not taken back: it must be the last word about a thing that is as it left it.

    ``sides`` are what was before it and what it made; ``tools`` are of whoever would take it back.
    """
    if action not in UNDOABLE or state is None:
        return NOT_UNDONE
    if not state.is_known:
        return GONE
    if action in OF_MEMBERS and Tool.ROSTER_EDIT not in tools:
        return NEEDS_EDIT
    if state.is_undone or not state.is_latest:
        return UNDONE if state.is_undone else CHANGED_SINCE
    return (
        _why_no_exception(sides, state, now) if action == Action.EXCEPTION else _why_not(action, sides, state)
    )


def _why_not(action: str, sides: tuple[Any, Any], state: State) -> str | None:
    if action in OF_MEMBERS and not state.is_member:
        return NOT_HERE
    return state.refusal if state.value == sides[1] else CHANGED_SINCE


def _why_no_exception(sides: tuple[Any, Any], state: State, now: datetime) -> str | None:
    """Return the same of an exception: it may have ended, with its last character or by its own time."""
    before, after = sides
    if state.value != after:
        return ENDED if state.value is None else CHANGED_SINCE
    if before is None:
        return IS_OVER if _is_over(after, now) else None
    if _is_over(before, now):
        return WAS_OVER
    return None if state.is_member else NOT_HERE


def _is_over(words: Mapping[str, Any] | None, now: datetime) -> bool:
    expires_at = words["expires_at"] if words else None
    return expires_at is not None and datetime.fromisoformat(expires_at) <= now
