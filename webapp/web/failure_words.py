"""The short words for why something could not be brought up to date: on badges, in logs, in tables. Pure.

Addresses, forms and the API keep the words in which it is stored.
"""

from collections.abc import Mapping

from webapp.freshness.why import error_word
from webapp.lib.errors import ErrorWord

LABELS: Mapping[ErrorWord, str] = {
    ErrorWord.NOT_FOUND: "not found",
    ErrorWord.INVALID: "profile gone",
    ErrorWord.FORBIDDEN: "hidden",
    ErrorWord.RATE_LIMITED: "allowance used up",
    ErrorWord.UPSTREAM: "trouble there",
    ErrorWord.TIMEOUT: "no answer in time",
    ErrorWord.AUTH: "key refused",
    ErrorWord.SCHEMA: "unexpected answer",
    ErrorWord.BUG: "error in Muster",
}


def failure_label(outcome: str) -> str:
    """Return what a stored outcome is called; one of another version is called by its own word."""
    word = error_word(outcome)
    return outcome.replace("_", " ") if word is None else LABELS[word]


def failures_about(subject: str | None) -> str:
    """Return what an entry of a log about failures is about: "mythic season: no answer in time"."""
    section, _, outcome = (subject or "").partition(" ")
    about = section.replace("_", " ")
    return f"{about}: {failure_label(outcome)}" if outcome else about
