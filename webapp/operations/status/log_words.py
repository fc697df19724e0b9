"""What an entry of the server's log says. Pure."""

from datetime import datetime
from typing import Any

from webapp.permissions.audit import Action
from webapp.web.failure_words import failures_about
from webapp.words import PauseScope

SUBJECTS = {
    PauseScope.EVERYTHING: "everything",
    PauseScope.BATTLENET: "Battle.net",
    PauseScope.WARCRAFTLOGS: "Warcraft Logs",
}


def what_words(action: str, subject: str | None) -> str:
    """Return what was done to what."""
    about = SUBJECTS.get(PauseScope(subject), "") if subject in set(PauseScope) else subject or ""
    verbs = {
        Action.SYNC_PAUSED: f"paused {about}",
        Action.SYNC_RESUMED: f"resumed {about}",
        Action.RUN_CANCELLED: f"cancelled run {about}",
        Action.FAILURES_RETRIED: f"retried failures, {failures_about(about)}",
        Action.FAILURES_PARKED: f"parked failures for a week, {failures_about(about)}",
        Action.FAILURES_MUTED: f"muted failures for a day, {failures_about(about)}",
        Action.FAILURES_UNMUTED: f"unmuted failures, {failures_about(about)}",
        Action.ANSWERS_PURGED: "dropped the answers about a character",
    }
    known = verbs.get(Action(action)) if action in set(Action) else None
    return known or f"{action.replace('_', ' ')} {about}".strip()


def entry_words(after: Any) -> str | None:
    """Return the reason of a pause and when it ends."""
    if isinstance(after, dict) and "count" in after:
        return f"{after['count']:,} of them"
    if not isinstance(after, dict) or "reason" not in after:
        return None
    end = after.get("resumes_at")
    until = f"until {datetime.fromisoformat(end):%-d %b %H:%M} UTC" if end else "until somebody resumes it"
    return f"{after['reason']}, {until}" if after["reason"] else until
