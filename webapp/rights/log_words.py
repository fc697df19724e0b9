"""What an entry of the log says in words. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from webapp.permissions.audit import Action, Cause, cause_of
from webapp.permissions.rank_words import RankNames
from webapp.rights.state import rule_of
from webapp.rights.tool_words import (
    EFFECTS,
    VISIBILITIES,
    label_of,
    rank_label,
    rule_words,
)
from webapp.web.classes import ROLE_NAMES
from webapp.web.failure_words import failures_about
from webapp.words import Effect, Role, Visibility

GONE_TOO = "what it was and became is gone with the person"
GONE = "somebody who is gone"
THE_ROSTER = "the roster"
"""What does by itself what no person did."""
_CAUSES = {
    Cause.LEFT: "ended, because the last character left the guild",
    Cause.CLAIMED: "ended, because another account proved the last character",
    Cause.RELEASED: "ended, because the owner's list has the last character no more",
}
_OF_THE_GUILD = {
    Action.ROSTER_ACCEPTED: "Held roster accepted",
    Action.ROSTER_DISCARDED: "Held roster discarded",
    Action.TARGET_SAVED: "What the raid is to be made of",
    Action.CHANNEL_SAVED: "Where notices are sent: saved",
    Action.CHANNEL_REMOVED: "Where notices are sent: removed",
    Action.FILES_SENT: "Files of an old tool sent",
    Action.CHARACTER_PLACED: "Character of an old file placed",
    Action.CHANNEL_TESTED: "Where notices are sent: a test asked for",
}
_OF_SOMEBODY = frozenset({Action.ROLE, Action.MAIN, Action.MAIN_CHOSEN, Action.EXCEPTION})
"""What always has a value on one side at least, until the person whom it is about deletes themself."""


def what_words(action: str, subject: str | None) -> str:
    """Return what an entry is about; an action that these pages do not know is shown by its word."""
    known = {
        Action.TOOL_RULE: label_of(subject or ""),
        Action.RANK_NAME: f"Name of rank {subject}",
        Action.VISIBILITY: "Who may visit",
        Action.EXCEPTION: f"Exception: {label_of(subject or '')}",
        Action.EXCEPTION_ENDED: f"Exception ended with the last character: {label_of(subject or '')}",
        Action.RANKS_CONFIRMED: "Order of ranks confirmed",
        Action.VIEW_AS: "Looking as a rank",
        Action.ROLE: "Role",
        Action.MAIN: "Main",
        Action.NOTE: "Officer note",
        Action.CONTINUED: "Record of a former member goes on as this one's",
        Action.MAIN_CHOSEN: "Main chosen by its player",
        Action.CLAIMED: "Proved by another account, and the newest proof counts",
        Action.RELEASED: "Not on its owner's list any more",
        Action.TOKEN_MADE: f"API token made: {subject}",
        Action.TOKEN_REVOKED: f"API token revoked: {subject}",
        Action.SYNC_PAUSED: "Sync paused",
        Action.SYNC_RESUMED: "Sync resumed",
        Action.RUN_CANCELLED: f"Run {subject} cancelled",
        Action.FAILURES_RETRIED: f"Failures retried: {failures_about(subject)}",
        Action.FAILURES_PARKED: f"Failures parked for a week: {failures_about(subject)}",
        Action.FAILURES_MUTED: f"Failures muted for a day: {failures_about(subject)}",
        Action.FAILURES_UNMUTED: f"Failures not muted any more: {failures_about(subject)}",
        Action.VIEW_KEPT: f"Roster view kept: {subject}",
        Action.VIEW_REMOVED: f"Roster view removed: {subject}",
        **_OF_THE_GUILD,
        Action.ANSWERS_PURGED: "Answers about a character dropped and read anew",
    }
    return known[Action(action)] if action in set(Action) else action.replace("_", " ").capitalize()


def value_words(
    action: str, value: Any, names: RankNames, characters: Mapping[int, str] | None = None
) -> str | None:
    """Return one side of an entry in words; None where there is nothing to say.

    ``characters`` are those whose numbers stand in entries, as far as they are still known.
    """
    if action == Action.MAIN:
        return _main(value, characters or {})
    writer = _WRITERS.get(action)
    return None if writer is None else writer(value, names)


def sides(
    action: str,
    values: tuple[Any, Any],
    names: RankNames,
    characters: Mapping[int, str] | None = None,
    *,
    main: str | None = None,
) -> tuple[str | None, str | None]:
    """Return what was and what is in words; an entry about who deleted themself says that both are gone.

    ``main`` is the name of the character that a player chose, as far as it is still known.
    """
    before, after = values
    if before is None and after is None and action in _OF_SOMEBODY:
        return None, GONE_TOO
    if action == Action.MAIN_CHOSEN:
        return _chosen_before(before), _chosen(after, main)
    if action == Action.EXCEPTION_ENDED:
        return _exception(before, names), _CAUSES[cause_of(after)]
    return value_words(action, before, names, characters), value_words(action, after, names, characters)


def hands(action: str, loser: str | None, doer: str | None) -> tuple[str, str] | None:
    """Return from whom to whom a character went, as battletags tell them apart; None of another entry."""
    if action not in {Action.CLAIMED, Action.RELEASED}:
        return None
    if action == Action.RELEASED:
        return short_name(loser) or GONE, "nobody"
    before, after = short_name(loser), short_name(doer)
    if before == after and loser != doer:
        return loser or GONE, doer or GONE
    return before or GONE, after or GONE


def short_name(battletag: str | None) -> str | None:
    """Return a battletag without its number, as people call each other."""
    return None if battletag is None else battletag.partition("#")[0]


def doer_of(action: str, after: Any, battletag: str | None) -> str | None:
    """Return who did what an entry tells: somebody, the roster by itself, or None of somebody who is gone."""
    is_rosters = action == Action.EXCEPTION_ENDED and cause_of(after) is Cause.LEFT
    return THE_ROSTER if is_rosters and battletag is None else short_name(battletag)


def _plain(subject: str | None) -> str:
    return (subject or "").replace("_", " ")


def _counted(value: Any, _names: RankNames) -> str | None:
    return None if value is None else f"{value['count']:,} of them"


def _rule(value: Any, names: RankNames) -> str | None:
    return rule_words(rule_of(value), names)


def _name(value: Any, _names: RankNames) -> str | None:
    return "no name" if value is None else f"“{value}”"


def _visibility(value: Any, _names: RankNames) -> str | None:
    return VISIBILITIES[Visibility(value)]


def _exception(value: Any, _names: RankNames) -> str | None:
    if value is None:
        return "none"
    expires_at = value["expires_at"]
    until = f", until {datetime.fromisoformat(expires_at):%-d %b %Y %H:%M} UTC" if expires_at else ""
    return f"{EFFECTS[Effect(value['effect'])]}: {value['reason']}{until}"


def _view_as(value: Any, names: RankNames) -> str | None:
    return "oneself" if value is None else rank_label(int(value["rank"]), names)


def _role(value: Any, _names: RankNames) -> str | None:
    return "as Battle.net says" if value is None else ROLE_NAMES[Role(value)]


def _main(value: Any, characters: Mapping[int, str]) -> str | None:
    if value is None:
        return "on its own"
    return f"alt of {characters.get(value['main_id'], 'somebody who is gone')}"


def _note(value: Any, _names: RankNames) -> str | None:
    if value is None:
        return None
    return "emptied" if value["is_empty"] else "written"


def _chosen_before(value: Any) -> str:
    return "another character of theirs" if value else "none"


def _chosen(value: Any, main: str | None) -> str:
    return main or "a character that is gone" if value else "none"


def _token(value: Any, _names: RankNames) -> str | None:
    if value is None:
        return None
    return f"{' '.join(value['scopes'])}, to {datetime.fromisoformat(value['expires_at']):%-d %b %Y}"


def _continued(value: Any, _names: RankNames) -> str | None:
    """Return how much went over; which number it came from is on the other side, and no name."""
    if not isinstance(value, Mapping) or "notes" not in value:
        return None
    return f"{value['notes']} versions of the note, {value['history']} rows of history"


def _paused(value: Any, _names: RankNames) -> str | None:
    if value is None:
        return None
    end = value["resumes_at"]
    until = f", to {datetime.fromisoformat(end):%-d %b %Y %H:%M} UTC" if end else ""
    return f"{value['reason'] or 'no reason given'}{until}"


_WRITERS: Mapping[str, Callable[[Any, RankNames], str | None]] = {
    Action.TOOL_RULE: _rule,
    Action.RANK_NAME: _name,
    Action.VISIBILITY: _visibility,
    Action.EXCEPTION: _exception,
    Action.VIEW_AS: _view_as,
    Action.ROLE: _role,
    Action.NOTE: _note,
    Action.CONTINUED: _continued,
    Action.TOKEN_MADE: _token,
    Action.SYNC_PAUSED: _paused,
    Action.FAILURES_RETRIED: _counted,
    Action.FAILURES_PARKED: _counted,
    Action.FAILURES_MUTED: _counted,
}
