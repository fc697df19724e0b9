"""What Battle.net knows of a name before it is saved, in words that say which of all cases it is. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from webapp.characters.absence import LEAST_LEVEL, MISSPELLED, RESTED, TOO_YOUNG
from webapp.freshness.why import error_word
from webapp.lib.errors import ErrorWord
from webapp.sync.pauses import Pause
from webapp.web.classes import class_name

WAITS_FOR = timedelta(seconds=60)
"""For so long the page asks again by itself."""
LATER = "It can be added all the same: a worker looks again later."


class Case(StrEnum):
    """What became of the question."""

    UNASKED = "unasked"
    WAITING = "waiting"
    UNANSWERED = "unanswered"
    FOUND = "found"
    LOW_LEVEL = "low_level"
    NOT_FOUND = "not_found"
    PRIVATE = "private"
    DOWN = "down"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is stored of a question about a name."""

    asked_at: datetime | None = None
    answered_at: datetime | None = None
    outcome: str | None = None
    level: int | None = None
    class_id: int | None = None
    item_level: int | None = None
    guild_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the page says of a name: a headline, sentences, and facts where somebody was found."""

    case: Case
    title: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    at: datetime | None = None
    """When Battle.net was asked."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """What explains the headline."""
        return tuple(line for line in self.lines if line != LATER)

    @property
    def ending(self) -> str:
        """What can be done all the same, where something is in the way."""
        return LATER if LATER in self.lines else ""

    @property
    def is_known(self) -> bool:
        """Whether somebody was found."""
        return self.case in {Case.FOUND, Case.LOW_LEVEL}

    @property
    def is_waiting(self) -> bool:
        """Whether the page asks again by itself."""
        return self.case is Case.WAITING

    @property
    def may_ask(self) -> bool:
        """Whether a press can bring another answer."""
        return self.case is not Case.WAITING


def preview_of(asked: Asked | None, pause: Pause | None, now: datetime) -> Preview:
    """Return what to say of a question, which a ``pause`` may hold back."""
    if asked is None or asked.asked_at is None:
        return Preview(case=Case.UNASKED, title="Nobody has asked Battle.net about this name yet")
    if asked.answered_at is None:
        return _unanswered(asked.asked_at, pause, now)
    word = error_word(asked.outcome)
    return _found(asked) if word is None else _trouble(word, asked.answered_at)


def _unanswered(asked_at: datetime, pause: Pause | None, now: datetime) -> Preview:
    if pause is not None:
        line = "Whoever runs this server has paused it."
        return Preview(case=Case.PAUSED, title="Battle.net is not asked for the moment", lines=(line, LATER))
    if now - asked_at < WAITS_FOR:
        line = "A worker asks Battle.net; what it says is shown here."
        return Preview(case=Case.WAITING, title="Looking…", lines=(line,))
    line = "No worker answered within a minute; one may be busy or away."
    return Preview(case=Case.UNANSWERED, title="There is no answer yet", lines=(line, LATER))


def _found(asked: Asked) -> Preview:
    facts = [("Class", class_name(asked.class_id)), ("Level", _number(asked.level))]
    facts += [("Item level", _number(asked.item_level)), ("Guild", asked.guild_name or "none")]
    is_low = asked.level is not None and asked.level < LEAST_LEVEL
    line = (f"Its level is below {LEAST_LEVEL}: Blizzard tells little of characters that young.", LATER)
    return Preview(
        case=Case.LOW_LEVEL if is_low else Case.FOUND,
        title="Battle.net knows the character",
        lines=line if is_low else (),
        facts=tuple(facts),
        at=asked.answered_at,
    )


def _number(value: int | None) -> str:
    return "not known" if value is None else str(value)


def _trouble(word: ErrorWord, at: datetime) -> Preview:
    if word in {ErrorWord.NOT_FOUND, ErrorWord.INVALID}:
        title, reasons = "Battle.net shows nobody of that name", (*MISSPELLED, TOO_YOUNG, RESTED, LATER)
        return Preview(case=Case.NOT_FOUND, title=title, lines=reasons, at=at)
    if word is ErrorWord.FORBIDDEN:
        lines = ("The player shows this profile to nobody.", LATER)
        return Preview(case=Case.PRIVATE, title="The profile is private", lines=lines, at=at)
    lines = (word.sentence, LATER)
    return Preview(case=Case.DOWN, title="Battle.net could not be asked", lines=lines, at=at)
