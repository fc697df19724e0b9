"""Read the form that keeps a view under a name. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from webapp.lib.forms import BadForm, FieldProblem
from webapp.lib.names import BadName, checked_name, has_room, is_readable
from webapp.roster.filters import RosterFilter, read_filter

LONGEST = 6_000
"""Letters that the query string of a view may have: a query of 300 with each letter written as several."""
NOT_SEEN = "Name the view in letters that can be seen."
NO_ROOM = "Name the view in fewer letters: some of these stand for several."
NO_VIEW = "This is no view of a roster. Go back to the roster, and save the view from there."
PLAIN = "This is the roster as it always is. Narrow or sort it first."
Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class WantedView:
    """A view, and the name under which it is to be kept."""

    name: str
    view: RosterFilter


def read_view(form: Form) -> WantedView:
    """Return the view that a form asks to keep; raise BadForm for every field that is wrong."""
    problems, name, query = [], "", next(iter(form.get("query", ())), "")
    try:
        name = checked_name(next(iter(form.get("name", ())), ""), what="name")
    except BadName as bad:
        problems.append(FieldProblem("name", f"Name the view: {bad}."))
    if not is_readable(name):
        problems.append(FieldProblem("name", NOT_SEEN))
    elif name and not has_room(name):
        problems.append(FieldProblem("name", NO_ROOM))
    view, wrong = read_filter(parse_qs(query)) if len(query) <= LONGEST else (RosterFilter(), True)
    if wrong:
        problems.append(FieldProblem("query", NO_VIEW))
    elif replace(view, page=1) == RosterFilter():
        problems.append(FieldProblem("query", PLAIN))
    if problems:
        raise BadForm(*problems)
    return WantedView(name, replace(view, page=1))
