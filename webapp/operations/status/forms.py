"""Read the form that pauses something. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.lib.forms import BadForm, FieldProblem
from webapp.lib.names import is_readable
from webapp.words import PauseScope

LONGEST_REASON = 200
HOURS: Mapping[str, int] = {"1": 1, "4": 4, "12": 12, "24": 24, "72": 72}
"""For how long something may be paused, as the form names it; "until" is until somebody resumes it."""
UNTIL = "until"
OF_SERVER = (PauseScope.EVERYTHING, PauseScope.BATTLENET, PauseScope.WARCRAFTLOGS)
NO_SCOPE = "Choose what is to be paused."
NO_HOURS = "Choose for how long."
BAD_REASON = f"Give the reason in at most {LONGEST_REASON} letters that can be seen, in one line."
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPause:
    """For how long something is to be paused, and why."""

    resumes_at: datetime | None
    reason: str


def read_scope(form: Form) -> PauseScope:
    """Return what of the server a form is about; raise BadForm for anything else."""
    given = form.get("what", "")
    if given not in OF_SERVER:
        raise BadForm(FieldProblem("what", NO_SCOPE))
    return PauseScope(given)


def read_pause(form: Form, now: datetime) -> WantedPause:
    """Return for how long and why; raise BadForm for every field that is wrong."""
    reason, length = form.get("reason", "").strip(), form.get("length", "")
    problems = []
    if len(reason) > LONGEST_REASON or not is_readable(reason) or "\n" in reason:
        problems.append(FieldProblem("reason", BAD_REASON))
    if length != UNTIL and length not in HOURS:
        problems.append(FieldProblem("length", NO_HOURS))
    if problems:
        raise BadForm(*problems)
    resumes_at = None if length == UNTIL else now + timedelta(hours=HOURS[length])
    return WantedPause(resumes_at=resumes_at, reason=reason)
