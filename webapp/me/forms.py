"""Read the forms of a person's own pages. Pure."""

import re
from collections.abc import Collection, Mapping

from werkzeug.datastructures import MultiDict

from webapp.lib.forms import BadForm, FieldProblem

CONFIRMATION = "forget me"
"""What somebody types who means it."""
NOT_CONFIRMED = f"Nothing was deleted. Type the two words “{CONFIRMATION}” to delete everything."
NEWEST = 2**31 - 1
"""Before this line of notifications stands everything."""
_NUMBER = re.compile(r"[0-9]{1,9}")
Form = Mapping[str, str]


def read_main(form: Form) -> int | None:
    """Return the character that is to be the main, None for no main; raise BadForm."""
    given = form.get("main")
    if given == "none":
        return None
    if given is None or not _NUMBER.fullmatch(given):
        raise BadForm(FieldProblem("main", "Choose one of your characters, or none."))
    return int(given)


def read_until(form: Form) -> int:
    """Return up to which notification was read; raise BadForm."""
    given = form.get("until", "")
    if not _NUMBER.fullmatch(given):
        raise BadForm(FieldProblem("until", "Say up to which line you have read."))
    return int(given)


def read_unlisted(form: Form) -> bool:
    """Return whether the person wants to stand on no leaderboard; raise BadForm."""
    given = form.get("listed")
    if given not in {"yes", "no"}:
        raise BadForm(FieldProblem("listed", "Say yes or no to leaderboards."))
    return given == "no"


def read_before(form: Form) -> int:
    """Return before which line a page of notifications begins; raise BadForm."""
    given = form.get("before")
    if given is None:
        return NEWEST
    if not _NUMBER.fullmatch(given):
        raise BadForm(FieldProblem("before", "Say before which line: a number of at most nine digits."))
    return int(given)


def read_kinds(form: MultiDict[str, str], known: Collection[str]) -> frozenset[str]:
    """Return which of the known kinds a person wants to be told; raise BadForm of any other."""
    wanted = frozenset(form.getlist("kind"))
    if not wanted <= frozenset(known):
        raise BadForm(FieldProblem("kind", "Choose among the kinds of this page."))
    return wanted


def is_confirmed(form: Form) -> bool:
    """Say whether somebody typed that they mean it; blanks and case do not matter."""
    return " ".join(form.get("confirmation", "").split()).casefold() == CONFIRMATION
