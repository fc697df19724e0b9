"""Read what the buttons of the cache's health send. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.freshness.states import FreshnessState
from webapp.lib.errors import ErrorWord
from webapp.lib.forms import BadForm, FieldProblem
from webapp.operations.cache.states import SECTION_STATES
from webapp.web.request_values import HIGHEST_ID
from webapp.words import Section

NOT_A_GROUP = "That is no kind of failure: load the page again and press once more."
NOT_A_CHARACTER = "Choose whose answers are to be dropped."
UNKNOWN_FILTER = "There is no such section or state. Choose one on the page before."
_NUMBER = re.compile(r"[0-9]{1,9}")
_LONGEST_ID = re.compile(r"[0-9]{1,10}")
Form = Mapping[str, str]


class BadFilter(ValueError):
    """An address that names no list; the message is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The failures that somebody saw when they pressed: the cause, and how many there were."""

    outcome: str
    section: Section
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """Which sections a list shows; ``after`` is the last character of the page before."""

    section: Section
    state: FreshnessState
    after: int = 0

    def query(self, after: int) -> str:
        """Return the query of the page that follows a character."""
        return f"section={self.section}&state={self.state}&after={after}"


def read_group(form: Form) -> Wanted:
    """Return the group that a button is about; raise BadForm for anything else."""
    outcome, section, counted = (form.get(name, "") for name in ("outcome", "section", "counted"))
    if outcome not in set(ErrorWord) or section not in set(Section) or not _NUMBER.fullmatch(counted):
        raise BadForm(FieldProblem("outcome", NOT_A_GROUP))
    return Wanted(outcome=outcome, section=Section(section), counted=int(counted))


def read_character(form: Form) -> int:
    """Return the id of the character whose answers are to be dropped."""
    given = form.get("character", "")
    if not _LONGEST_ID.fullmatch(given) or int(given) > HIGHEST_ID:
        raise BadForm(FieldProblem("character", NOT_A_CHARACTER))
    return int(given)


def read_filter(query: Form) -> ListFilter:
    """Return which list is asked for; without a word of it the summaries that fail."""
    section, state = query.get("section", Section.SUMMARY), query.get("state", FreshnessState.FAILING)
    after = query.get("after", "0")
    if section not in set(Section) or state not in set(SECTION_STATES) or not _LONGEST_ID.fullmatch(after):
        raise BadFilter(UNKNOWN_FILTER)
    return ListFilter(
        section=Section(section), state=FreshnessState(state), after=min(int(after), HIGHEST_ID)
    )
