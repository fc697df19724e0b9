"""Why a whole card is as old as it is, and who can change it by doing what. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.freshness.states import FreshnessState
from webapp.freshness.why import Why, error_word
from webapp.lib.errors import ErrorWord, Who

BUTTON = "“Refresh now”"
"""How a remedy names what to press; where there are no buttons, it is replaced."""
PRESS = f"{BUTTON} asks at once."
PRESS_AHEAD = f"{BUTTON} asks ahead of everybody else."
COMES = "It comes by itself."
LOOKED_AT, WAITS = "It is being looked at now.", "It waits to be looked at."
_TROUBLED = frozenset({FreshnessState.STALE, FreshnessState.FAILING})
"""States of a part that the card as a whole answers for; what a player hides is nobody's delay."""
_BY_STATE = {
    FreshnessState.NEVER: PRESS_AHEAD,
    FreshnessState.FRESH: "",
    FreshnessState.LATE: f"{COMES} {PRESS}",
    FreshnessState.STALE: f"{PRESS} If it stays old, whoever runs this Muster looks at: flask doctor",
    FreshnessState.PAUSED: "It goes on by itself; nothing needs to be pressed.",
    FreshnessState.NOT_SEEN_THIS_WEEK: (
        "Only the player can change it: log into the game, and out again."
        " Blizzard writes a profile at log-out."
    ),
}
_BY_WORD = {
    ErrorWord.NOT_FOUND: "Only the player can change it: log into the game, and out again.",
    ErrorWord.FORBIDDEN: "Only the player can change it, in the privacy settings of Battle.net.",
    ErrorWord.INVALID: "Nobody can change it.",
}
_BY_WHO = {
    Who.NOBODY: "",
    Who.PLAYER: "Only the player can change it.",
    Who.TIME: f"It is tried again by itself. {PRESS}",
    Who.ADMIN: "Whoever runs this Muster can mend it: flask doctor says what is wrong.",
    Who.DEVELOPER: "Whoever writes Muster has to mend it; the log says more.",
}


@dataclass(frozen=True, slots=True)
class PartWhy:
    """One part of a card: its name in a sentence, and why it is as old as it is."""

    title: str
    why: Why
    is_missing: bool


@dataclass(frozen=True, slots=True)
class CardWhy:
    """The answer for a whole card: the state to show, one sentence, and who can change it by doing what."""

    state: FreshnessState
    sentence: str
    remedy: str
    beside: Sequence[str] = ()
    """What to say beside the state: "logs failing"."""


def remedy_of(why: Why, outcome: str | None) -> str:
    """Say who can change it and what to press; empty where nothing is amiss."""
    if why.state in _BY_STATE:
        return _BY_STATE[why.state]
    word = error_word(outcome)
    return _BY_WORD[word] if word in _BY_WORD else _BY_WHO[why.who]


def without_button(remedy: str, instead: str = "") -> str:
    """Take out of a remedy that there is a button to press, for as long as there is none."""
    for press in (PRESS, PRESS_AHEAD):
        remedy = remedy.replace(press, instead)
    return remedy.strip()


def explain_card(
    whole: Why, outcome: str | None, parts: Sequence[PartWhy], *, is_under_way: bool, is_queued: bool = False
) -> CardWhy:
    """Say in one sentence why a card is as old as it is; parts that are behind it are named."""
    behind = [part for part in parts if _is_behind(part, whole)]
    sentence = whole.sentence
    if behind:
        sentence = f"{sentence.removesuffix('.')}; {_listed(behind)}."
    if is_under_way:
        return CardWhy(whole.state, sentence, WAITS if is_queued else LOOKED_AT)
    troubled = [part for part in behind if part.why.state in _TROUBLED]
    worst = next((part.why for part in troubled), None)
    beside = [f"{part.title.lower()} {part.why.state.value}" for part in troubled]
    remedy = remedy_of(whole, outcome)
    if not remedy and behind:
        remedy = COMES if worst is None else _BY_WHO[worst.who]
    elif worst is not None and worst.who is not whole.who:
        remedy = _each_its_own(troubled, worst, remedy)
    return CardWhy(whole.state, sentence, remedy, beside)


def _each_its_own(troubled: Sequence[PartWhy], worst: Why, remedy: str) -> str:
    """Say of the parts whose cause is another what helps them, and of the rest what helps the rest."""
    names = _joined([part.title.lower() for part in troubled if part.why.who is worst.who])
    theirs = _BY_WHO[worst.who]
    if PRESS in remedy:
        theirs = without_button(theirs)
    return f"{names.capitalize()}: {_within(theirs)} All else: {_within(remedy)}" if theirs else remedy


def _within(sentence: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _is_behind(part: PartWhy, whole: Why) -> bool:
    if part.is_missing:
        return True
    return part.why.state in _TROUBLED and part.why.state is not whole.state


def _listed(parts: Sequence[PartWhy]) -> str:
    """Name the parts that lag: "missing: raids; old: gear and logs"."""
    missing = [part.title.lower() for part in parts if part.is_missing]
    old = [part.title.lower() for part in parts if not part.is_missing]
    said = [f"missing: {_joined(missing)}"] if missing else []
    return "; ".join([*said, *([f"behind: {_joined(old)}"] if old else [])])


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
