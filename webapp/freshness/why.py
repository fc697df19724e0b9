"""Why a number is as old as it is: one sentence, and who can change it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.freshness.states import CHARACTER, Cadence, Facts, FreshnessState, state_of
from webapp.lib.errors import ErrorWord, Who

CAUSES = {word: word.sentence for word in ErrorWord}
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to "why is this old?"."""

    state: FreshnessState
    sentence: str
    who: Who


def explain(
    facts: Facts,
    now: datetime,
    *,
    cadence: Cadence = CHARACTER,
    reset_at: datetime | None = None,
    causes: Mapping[ErrorWord, str] = CAUSES,
) -> Why:
    """Say in one sentence why the data is as old as it is, and who can change that.

    ``causes`` has the sentences of whoever was asked, if that was not Blizzard.
    """
    state = state_of(facts, now, cadence=cadence, reset_at=reset_at)
    if state not in _CAUSED:
        who, tell = _SAYINGS[state]
        return Why(state, tell(facts, now), who)
    who, cause, tell_cause = _CAUSED[state]
    word = error_word(facts.outcome)
    if word is not None:
        who, cause = word.who, causes[word]
    return Why(state, tell_cause(cause, facts, now), who)


def error_word(outcome: str | None) -> ErrorWord | None:
    """Return the error word of a stored outcome, or None for "ok", none yet and words of other versions."""
    return ErrorWord(outcome) if outcome in set(ErrorWord) else None


def duration(span: timedelta) -> str:
    """Write a span with its largest unit: "12 min", "3 h", "2 d"; never negative."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < _MINUTE:
        return f"{seconds} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR} h"
    return f"{seconds // _DAY} d"


def _ago(moment: datetime | None, now: datetime) -> str:
    return "never" if moment is None else f"{duration(now - moment)} ago"


def _next(facts: Facts, now: datetime) -> str:
    if facts.next_due_at is None:
        return ""
    if facts.next_due_at <= now:
        return " The next look is due now."
    return f" The next look is due in {duration(facts.next_due_at - now)}."


def _never(facts: Facts, now: datetime) -> str:
    return "Nobody has looked yet." + _next(facts, now)


def _fresh(facts: Facts, now: datetime) -> str:
    checked = f"Checked {_ago(facts.succeeded_at, now)}"
    return f"{checked}." if facts.changed_at is None else f"{checked}, changed {_ago(facts.changed_at, now)}."


def _late(facts: Facts, now: datetime) -> str:
    return f"Checked {_ago(facts.succeeded_at, now)}: the next look is a little late.{_next(facts, now)}"


def _stale(facts: Facts, now: datetime) -> str:
    return f"Nobody has looked for {duration(now - (facts.succeeded_at or now))}.{_next(facts, now)}"


def _failing(cause: str, facts: Facts, now: datetime) -> str:
    times = "once" if facts.failures == 1 else f"{facts.failures} times in a row"
    good = _ago(facts.succeeded_at, now)
    return (
        f"{cause} It failed {times}, last {_ago(facts.attempted_at, now)}; last good answer: {good}."
        + _next(facts, now)
    )


def _parked(cause: str, facts: Facts, now: datetime) -> str:
    again = "; looked at again weekly." if facts.next_due_at is None else "." + _next(facts, now)
    return f"{cause} Looked {_ago(facts.attempted_at, now)}{again}"


def _paused(facts: Facts, now: datetime) -> str:
    left = duration((facts.paused_until or now) - now)
    return f"Checked {_ago(facts.succeeded_at, now)}; all calls are paused, going on in {left}."


def _resting(facts: Facts, now: datetime) -> str:
    played = _ago(facts.observed_at, now)
    return f"Checked {_ago(facts.succeeded_at, now)}; last played {played}, before the weekly reset."


_SAYINGS: dict[FreshnessState, tuple[Who, Callable[[Facts, datetime], str]]] = {
    FreshnessState.NEVER: (Who.TIME, _never),
    FreshnessState.FRESH: (Who.NOBODY, _fresh),
    FreshnessState.LATE: (Who.TIME, _late),
    FreshnessState.STALE: (Who.ADMIN, _stale),
    FreshnessState.PAUSED: (Who.TIME, _paused),
    FreshnessState.NOT_SEEN_THIS_WEEK: (Who.PLAYER, _resting),
}
_CAUSED: dict[FreshnessState, tuple[Who, str, Callable[[str, Facts, datetime], str]]] = {
    FreshnessState.FAILING: (Who.TIME, "The last attempts failed.", _failing),
    FreshnessState.PARKED: (Who.PLAYER, "There is nothing to see.", _parked),
}
"""States that have a cause, and what is said where nobody knows it."""
