"""Which tool each column, filter, state and button of the roster needs, and what that leaves of it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from webapp.freshness.states import FreshnessState
from webapp.permissions.policy import FOR_VISITORS, Tool
from webapp.roster.choices import STATES, TROUBLED, Alts, Sort, natural_direction
from webapp.roster.filters import FieldProblem, RosterFilter, one_of
from webapp.roster.query.faults import Fault
from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import Node, Text, Words, terms_of
from webapp.roster.query.vocabulary import STATE_WORDS, Field


class Narrowing(StrEnum):
    """What a view can be narrowed by, as its address calls it."""

    NAME = "q"
    CLASS = "class"
    ROLE = "role"
    RANK = "rank"
    LEVEL = "level"
    PROBLEMS = "audit"
    SEEN = "seen"
    STATE = "state"


class StripPart(StrEnum):
    """Parts of the sync strip that are not for everybody."""

    REFRESH = "refresh"
    CANCEL = "cancel"
    PACE = "pace"
    COMMANDS = "commands"
    ACTIVITY = "activity"


COLUMNS: Mapping[Sort, Tool] = {
    Sort.NAME: Tool.ROSTER,
    Sort.CLASS: Tool.ROSTER,
    Sort.SPEC: Tool.ROSTER,
    Sort.ROLE: Tool.ROSTER,
    Sort.RANK: Tool.ROSTER,
    Sort.LEVEL: Tool.ROSTER,
    Sort.ITEM_LEVEL: Tool.ROSTER,
    Sort.RATING: Tool.ROSTER,
    Sort.AUDIT: Tool.GEAR_AUDIT,
    Sort.TIER: Tool.GEAR_AUDIT,
    Sort.VAULT: Tool.GEAR_AUDIT,
    Sort.RAID: Tool.ROSTER,
    Sort.LOG: Tool.LOGS,
    Sort.SEEN: Tool.LAST_SEEN,
    Sort.FRESHNESS: Tool.ROSTER,
}
"""A sort needs what its column needs: the order of the names would tell the figures."""
NARROWINGS: Mapping[Narrowing, Tool] = {
    Narrowing.NAME: Tool.ROSTER,
    Narrowing.CLASS: Tool.ROSTER,
    Narrowing.ROLE: Tool.ROSTER,
    Narrowing.RANK: Tool.ROSTER,
    Narrowing.LEVEL: Tool.ROSTER,
    Narrowing.PROBLEMS: Tool.GEAR_AUDIT,
    Narrowing.SEEN: Tool.LAST_SEEN,
    Narrowing.STATE: Tool.ROSTER,
}
FIELDS: Mapping[Field, Tool] = {
    Field.NAME: NARROWINGS[Narrowing.NAME],
    Field.REALM: NARROWINGS[Narrowing.NAME],
    Field.CLASS: COLUMNS[Sort.CLASS],
    Field.SPEC: COLUMNS[Sort.SPEC],
    Field.ROLE: COLUMNS[Sort.ROLE],
    Field.RANK: COLUMNS[Sort.RANK],
    Field.LEVEL: COLUMNS[Sort.LEVEL],
    Field.ITEM_LEVEL: COLUMNS[Sort.ITEM_LEVEL],
    Field.RATING: COLUMNS[Sort.RATING],
    Field.PROBLEMS: COLUMNS[Sort.AUDIT],
    Field.MISSING: COLUMNS[Sort.AUDIT],
    Field.ENCHANTS: COLUMNS[Sort.AUDIT],
    Field.GEMS: COLUMNS[Sort.AUDIT],
    Field.TIER: COLUMNS[Sort.TIER],
    Field.VAULT: COLUMNS[Sort.VAULT],
    Field.RAID: COLUMNS[Sort.RAID],
    Field.LOG: COLUMNS[Sort.LOG],
    Field.SEEN: COLUMNS[Sort.SEEN],
    Field.JOINED: Tool.ROSTER_EDIT,
    Field.STATE: COLUMNS[Sort.FRESHNESS],
    Field.STALE: COLUMNS[Sort.FRESHNESS],
    Field.ALT: Tool.ROSTER,
    Field.CLAIMED: Tool.ROSTER_EDIT,
    Field.NOTE: Tool.OFFICER_NOTES,
}
"""A term of a query needs what the column of its fact needs; what no column shows is for those who edit."""
TELLING_STATES: Mapping[FreshnessState, Tool] = {FreshnessState.NOT_SEEN_THIS_WEEK: Tool.LAST_SEEN}
"""States that tell more than how old the data is; to others such a member is as fresh as the data."""
STRIP_PARTS: Mapping[StripPart, Tool] = {
    StripPart.REFRESH: Tool.SYNC,
    StripPart.CANCEL: Tool.OPERATIONS,
    StripPart.PACE: Tool.SYNC,
    StripPart.COMMANDS: Tool.OPERATIONS,
    StripPart.ACTIVITY: Tool.INSIGHTS,
}
EXPLAINED = (Tool.GEAR_AUDIT, Tool.LOGS, Tool.LAST_SEEN)
"""Tools without which columns are gone, so that the page says whose they are."""
BY_PRESS = "Notes are searched by a press, because who reads them is counted."
NOT_YOURS = "left out, because it is not open to you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an audience sees of a roster, decided once for a page."""

    columns: frozenset[Sort]
    narrowings: frozenset[Narrowing]
    fields: frozenset[Field]
    states: tuple[FreshnessState, ...]
    strip: frozenset[StripPart]
    tells_kin: bool
    """Whether it may tell whose alt somebody is: that two characters are one person's is not for visitors."""

    @property
    def tells_seen(self) -> bool:
        """Whether anything may tell when somebody was last in the game."""
        return FreshnessState.NOT_SEEN_THIS_WEEK in self.states


@lru_cache(maxsize=64)
def shown_to(tools: frozenset[Tool], *, is_member: bool = False) -> Shown:
    """Return what the people with these tools see; a member may have no more of them than visitors."""
    tells_kin = is_member or not tools <= FOR_VISITORS
    return Shown(
        columns=frozenset(column for column, tool in COLUMNS.items() if tool in tools),
        narrowings=frozenset(narrowing for narrowing, tool in NARROWINGS.items() if tool in tools),
        fields=frozenset(
            field for field, tool in FIELDS.items() if tool in tools and (tells_kin or field is not Field.ALT)
        ),
        states=tuple(state for state in STATES if TELLING_STATES.get(state, Tool.ROSTER) in tools),
        strip=frozenset(part for part, tool in STRIP_PARTS.items() if tool in tools),
        tells_kin=tells_kin,
    )


def refuse(
    view: RosterFilter, shown: Shown, *, is_press: bool = False
) -> tuple[RosterFilter, tuple[FieldProblem, ...]]:
    """Take out of a view what its audience may not see, and name it like a field that cannot be used."""
    problems = tuple(_refused(view, shown, is_press=is_press))
    fields = {problem.field for problem in problems}
    if Narrowing.NAME in fields:
        view = replace(view, text="")
    if Narrowing.PROBLEMS in fields:
        view = replace(view, has_problems=False)
    if Narrowing.SEEN in fields:
        view = replace(view, seen=None)
    if Narrowing.STATE in fields:
        view = replace(view, state=None)
    if "alts" in fields:
        view = replace(view, alts=Alts.EVERYONE)
    if "sort" in fields:
        view = replace(view, sort=Sort.RANK, direction=natural_direction(Sort.RANK))
    return view, problems


def folded(states: Mapping[FreshnessState, int], shown: Shown) -> dict[FreshnessState, int]:
    """Return how many members are in each state that the audience may tell apart."""
    counts = dict(states)
    if not shown.tells_seen:
        resting = counts.pop(FreshnessState.NOT_SEEN_THIS_WEEK, 0)
        counts[FreshnessState.FRESH] = counts.get(FreshnessState.FRESH, 0) + resting
    return counts


def closed_term(tree: Node, shown: Shown, *, is_press: bool = False) -> Fault | None:
    """Return what is wrong with the first term of a query that is not open to the audience; None of none.

    Words of notes are open to a press alone, because who reads notes is counted and a look changes nothing.
    """
    for term in terms_of(tree):
        if term.field not in shown.fields:
            return Fault(f"{term.field} is not open to you. Leave it out.", term.span)
        if term.field is Field.NOTE and isinstance(term.value, Text) and not is_press:
            return Fault(BY_PRESS, term.span, asks_for_press=True)
        words = term.value.words if term.field is Field.STATE and isinstance(term.value, Words) else ()
        if closed := [word for word in words if STATE_WORDS[word] not in shown.states]:
            return Fault(f"state:{closed[0]} is not open to you. Leave it out.", term.span)
    return None


def _refused(view: RosterFilter, shown: Shown, *, is_press: bool) -> Iterator[FieldProblem]:
    if (tree := parsed(view.text)) is not None and (
        fault := closed_term(tree, shown, is_press=is_press)
    ) is not None:
        yield FieldProblem(Narrowing.NAME, view.text, NOT_YOURS, fault)
    if view.has_problems and Narrowing.PROBLEMS not in shown.narrowings:
        yield FieldProblem(Narrowing.PROBLEMS, "problems", NOT_YOURS)
    if view.seen and Narrowing.SEEN not in shown.narrowings:
        yield FieldProblem(Narrowing.SEEN, view.seen, NOT_YOURS)
    if view.state and view.state not in {TROUBLED, *shown.states}:
        yield FieldProblem(Narrowing.STATE, view.state, one_of((TROUBLED, *shown.states)))
    if view.alts is not Alts.EVERYONE and not shown.tells_kin:
        yield FieldProblem("alts", view.alts, NOT_YOURS)
    if view.sort not in shown.columns:
        yield FieldProblem("sort", view.sort, one_of([sort for sort in Sort if sort in shown.columns]))
