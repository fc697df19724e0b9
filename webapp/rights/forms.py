"""Read the forms of the settings: names of ranks, exceptions, who may visit. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webapp.lib.forms import BadForm, FieldProblem
from webapp.lib.names import is_readable
from webapp.permissions.policy import LOWEST, MASTER, Exemption, Tool
from webapp.words import Effect, Visibility

LONGEST_RANK_NAME = 32
LONGEST_REASON = 200
LONGEST_EXCEPTION = timedelta(days=366 * 5)
FARTHEST_ZONE = timedelta(hours=15)
"""More than any zone is away from UTC."""
NAME = "name_"
"""What the field of a rank's name begins with."""
NOT_TEXT = "This has a letter that cannot be stored or seen."
NO_PERSON = "Choose somebody who has signed in and is in the guild."
NO_TOOL = "Choose a tool."
NO_EFFECT = "Choose whether to give or to take."
NO_REASON = "Say why: whoever looks at this next year will want to know."
NO_DATE = "Write day and time such as 2026-12-24 20:00, or leave it empty."
PAST = "That moment is over. Choose a later one, or leave it empty."
TOO_FAR = "Choose a moment within the next five years, or leave it empty."
NO_VISIBILITY = "Choose who may visit."
NO_RANK = f"Choose a rank from {MASTER} to {LOWEST}."
_NUMBER = re.compile(r"[0-9]{1,18}")
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WantedException:
    """What is to hold for one person."""

    user_id: int
    tool: Tool
    exemption: Exemption


def read_rank_names(form: Form) -> dict[int, str | None]:
    """Return the name of each rank, None where it has none; raise BadForm for what cannot be a name."""
    names = {rank: _tidy(form.get(f"{NAME}{rank}", "")) for rank in range(MASTER, LOWEST + 1)}
    problems = [
        FieldProblem(f"{NAME}{rank}", problem)
        for rank, name in names.items()
        if (problem := _wrong_text(name, LONGEST_RANK_NAME)) is not None
    ]
    if problems:
        raise BadForm(*problems)
    return {rank: name or None for rank, name in names.items()}


def read_exception(form: Form, now: datetime) -> WantedException:
    """Return the exception that a form asks for; raise BadForm for every field that is wrong."""
    reason = _tidy(form.get("reason", ""))
    until, wrong_until = _until(form, now)
    wrong = {
        "person": None if _NUMBER.fullmatch(form.get("person", "")) else NO_PERSON,
        "tool": None if form.get("tool") in set(Tool) else NO_TOOL,
        "effect": None if form.get("effect") in set(Effect) else NO_EFFECT,
        "reason": _wrong_text(reason, LONGEST_REASON) if reason else NO_REASON,
        "until": wrong_until,
    }
    problems = [FieldProblem(field, sentence) for field, sentence in wrong.items() if sentence is not None]
    if problems:
        raise BadForm(*problems)
    tool, effect = Tool(form["tool"]), Effect(form["effect"])
    exemption = Exemption(tool=tool.value, effect=effect, reason=reason, expires_at=until)
    return WantedException(int(form["person"]), tool, exemption)


def read_visibility(form: Form) -> Visibility:
    """Return who may visit, or raise BadForm."""
    if form.get("visibility") not in set(Visibility):
        raise BadForm(FieldProblem("visibility", NO_VISIBILITY))
    return Visibility(form["visibility"])


def read_rank(form: Form) -> int:
    """Return a rank, or raise BadForm."""
    given = form.get("rank", "")
    if given not in {str(rank) for rank in range(MASTER, LOWEST + 1)}:
        raise BadForm(FieldProblem("rank", NO_RANK))
    return int(given)


def read_version(form: Form) -> int:
    """Return the permission version that the person saw; what is none is older than any."""
    given = form.get("version", "")
    return int(given) if _NUMBER.fullmatch(given) else -1


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _wrong_text(text: str, longest: int) -> str | None:
    if len(text) > longest:
        return f"Use at most {longest} letters."
    return None if is_readable(text) and "\n" not in text else NOT_TEXT


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _until(form: Form, now: datetime) -> tuple[datetime | None, str | None]:
    """Return the moment that is meant, and why there is none.

    What is typed is UTC, but where a script has said beside it which moment that is in the person's zone.
    """
    typed = form.get("until", "").strip()
    if not typed:
        return None, None
    try:
        until, meant = _moment(typed), _moment(form.get("until_utc", "") or typed)
    except (ValueError, OverflowError):
        return None, NO_DATE
    if abs(meant - until) > FARTHEST_ZONE or not typed.isprintable():
        return None, NO_DATE
    moment = meant
    if moment <= now:
        return None, PAST
    return (None, TOO_FAR) if moment > now + LONGEST_EXCEPTION else (moment, None)
