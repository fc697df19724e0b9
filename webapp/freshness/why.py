"""Why a number is as old as it is: one sentence, and who can change it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.freshness.states import CHARACTER, Cadence, Facts, FreshnessState, state_of
from webapp.freshness.telling import Ages, Telling
from webapp.lib.errors import ErrorWord, Who

CAUSES = {word: word.sentence for word in ErrorWord}


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
    telling: Telling | None = None,
) -> Why:
    """Say in one sentence why the data is as old as it is, and who can change that.

    ``causes`` has the sentences of whoever was asked, if that was not Blizzard; ``telling`` tells moments in
    another way than as ages.
    """
    told = telling or Ages(now)
    state = state_of(facts, now, cadence=cadence, reset_at=reset_at)
    if state not in _CAUSED:
        who, tell = _SAYINGS[state]
        return Why(state, tell(facts, told), who)
    who, cause, tell_cause = _CAUSED[state]
    word = error_word(facts.outcome)
    if word is not None:
        who, cause = word.who, causes[word]
    return Why(state, tell_cause(cause, facts, told), who)


def error_word(outcome: str | None) -> ErrorWord | None:
    """Return the error word of a stored outcome, or None for "ok", none yet and words of other versions."""
    return ErrorWord(outcome) if outcome in set(ErrorWord) else None


def _next(facts: Facts, told: Telling) -> str:
    if facts.next_due_at is None:
        return ""
    if facts.next_due_at <= told.now:
        return " The next look is due now."
    return f" The next look is due {told.ahead(facts.next_due_at)}."


def _never(facts: Facts, told: Telling) -> str:
    return "Nobody has looked yet." + _next(facts, told)


def _fresh(facts: Facts, told: Telling) -> str:
    checked = f"Checked {told.past(facts.succeeded_at)}"
    return f"{checked}." if facts.changed_at is None else f"{checked}, changed {told.past(facts.changed_at)}."


def _late(facts: Facts, told: Telling) -> str:
    return f"Checked {told.past(facts.succeeded_at)}: the next look is a little late.{_next(facts, told)}"


def _stale(facts: Facts, told: Telling) -> str:
    return f"Nobody has looked {told.since(facts.succeeded_at or told.now)}.{_next(facts, told)}"


def _failing(cause: str, facts: Facts, told: Telling) -> str:
    times = "once" if facts.failures == 1 else f"{facts.failures} times in a row"
    good = told.past(facts.succeeded_at)
    return (
        f"{cause} It failed {times}, last {told.past(facts.attempted_at)}; last good answer: {good}."
        + _next(facts, told)
    )


def _parked(cause: str, facts: Facts, told: Telling) -> str:
    again = "; looked at again weekly." if facts.next_due_at is None else "." + _next(facts, told)
    return f"{cause} Looked {told.past(facts.attempted_at)}{again}"


def _paused(facts: Facts, told: Telling) -> str:
    again = told.ahead(facts.paused_until or told.now)
    return f"Checked {told.past(facts.succeeded_at)}; all calls are paused, going on {again}."


def _resting(facts: Facts, told: Telling) -> str:
    played = told.past(facts.observed_at)
    return f"Checked {told.past(facts.succeeded_at)}; last played {played}, before the weekly reset."


_SAYINGS: dict[FreshnessState, tuple[Who, Callable[[Facts, Telling], str]]] = {
    FreshnessState.NEVER: (Who.TIME, _never),
    FreshnessState.FRESH: (Who.NOBODY, _fresh),
    FreshnessState.LATE: (Who.TIME, _late),
    FreshnessState.STALE: (Who.ADMIN, _stale),
    FreshnessState.PAUSED: (Who.TIME, _paused),
    FreshnessState.NOT_SEEN_THIS_WEEK: (Who.PLAYER, _resting),
}
_CAUSED: dict[FreshnessState, tuple[Who, str, Callable[[str, Facts, Telling], str]]] = {
    FreshnessState.FAILING: (Who.TIME, "The last attempts failed.", _failing),
    FreshnessState.PARKED: (Who.PLAYER, "There is nothing to see.", _parked),
}
"""States that have a cause, and what is said where nobody knows it."""
