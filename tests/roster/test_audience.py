"""Every column, filter, state and button has its tool, and what one may not see cannot be asked about."""

import pytest

from webapp.freshness.states import FreshnessState
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS, MEMBERS_TOOLS, Tool
from webapp.roster.audience import (
    COLUMNS,
    FIELDS,
    NARROWINGS,
    STRIP_PARTS,
    Narrowing,
    StripPart,
    folded,
    refuse,
    shown_to,
)
from webapp.roster.choices import STATES, TROUBLED, Alts, Direction, Seen, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.query.vocabulary import FIELDS as ABOUT
from webapp.roster.query.vocabulary import Field

VISITORS, EVERYBODY = shown_to(FOR_VISITORS), shown_to(ALL_TOOLS)
RESTING, FRESH = FreshnessState.NOT_SEEN_THIS_WEEK, FreshnessState.FRESH


class TestTables:
    def test_each_has_a_tool(self) -> None:
        assert set(COLUMNS) == set(Sort)
        assert set(NARROWINGS) == set(Narrowing)
        assert set(STRIP_PARTS) == set(StripPart)

    def test_each_field_of_a_query_has_a_tool(self) -> None:
        assert set(FIELDS) == set(Field)

    def test_a_narrowing_needs_what_the_column_of_the_same_fact_needs(self) -> None:
        assert NARROWINGS[Narrowing.PROBLEMS] is COLUMNS[Sort.AUDIT]
        assert NARROWINGS[Narrowing.SEEN] is COLUMNS[Sort.SEEN]


class TestShownTo:
    def test_a_visitor_sees_who_is_there_and_nothing_to_press(self) -> None:
        assert VISITORS.columns == set(Sort) - {Sort.AUDIT, Sort.TIER, Sort.VAULT, Sort.LOG, Sort.SEEN}
        assert VISITORS.narrowings == set(Narrowing) - {Narrowing.PROBLEMS, Narrowing.SEEN}
        assert (RESTING in VISITORS.states, VISITORS.strip) == (False, frozenset())
        assert not VISITORS.tells_kin

    def test_a_member_sees_every_column_and_no_command(self) -> None:
        member = shown_to(MEMBERS_TOOLS)

        assert member.columns == set(Sort)
        assert member.states == STATES
        assert member.tells_kin
        assert member.strip == set(StripPart) - {StripPart.COMMANDS, StripPart.CANCEL}

    @pytest.mark.parametrize(
        ("tool", "columns"),
        [
            (Tool.GEAR_AUDIT, {Sort.AUDIT, Sort.TIER, Sort.VAULT}),
            (Tool.LOGS, {Sort.LOG}),
            (Tool.LAST_SEEN, {Sort.SEEN}),
        ],
    )
    def test_one_tool_less_takes_its_columns_and_no_other(self, tool: Tool, columns: set[Sort]) -> None:
        assert set(Sort) - shown_to(ALL_TOOLS - {tool}).columns == columns


class TestRefuse:
    @pytest.mark.parametrize(
        ("asked", "field", "given"),
        [
            (RosterFilter(has_problems=True), "audit", "problems"),
            (RosterFilter(seen=Seen.OVER_30), "seen", "over-30d"),
            (RosterFilter(state=RESTING), "state", "not_seen_this_week"),
            (RosterFilter(alts=Alts.MAINS), "alts", "mains"),
            (RosterFilter(sort=Sort.AUDIT, direction=Direction.DOWN), "sort", "audit"),
            (RosterFilter(sort=Sort.LOG, direction=Direction.DOWN), "sort", "log"),
            (RosterFilter(sort=Sort.SEEN, direction=Direction.DOWN), "sort", "seen"),
        ],
    )
    def test_what_one_may_not_see_is_named_and_taken_out(
        self, asked: RosterFilter, field: str, given: str
    ) -> None:
        view, (problem,) = refuse(asked, VISITORS)

        assert (view, problem.field, problem.given) == (RosterFilter(), field, given)

    @pytest.mark.parametrize("state", [None, TROUBLED, FRESH])
    def test_what_everybody_sees_stays(self, state: str | None) -> None:
        asked = RosterFilter(text="a", sort=Sort.RATING, state=state)

        assert refuse(asked, VISITORS) == (asked, ())

    def test_whoever_sees_everything_is_refused_nothing(self) -> None:
        asked = RosterFilter(
            has_problems=True, seen=Seen.OVER_30, state=RESTING, sort=Sort.SEEN, alts=Alts.FLAT
        )

        assert refuse(asked, EVERYBODY) == (asked, ())

    @pytest.mark.parametrize("field", [field for field in Field if field not in VISITORS.fields])
    def test_a_term_over_what_one_may_not_see_is_pointed_at(self, field: Field) -> None:
        query = f"jaina or -({ABOUT[field].example})"

        view, (problem,) = refuse(RosterFilter(text=query), VISITORS)

        assert (view, problem.field, problem.given) == (RosterFilter(), "q", query)
        assert problem.fault is not None
        span = problem.fault.span
        assert query[span.offset : span.end] == ABOUT[field].example.removeprefix("-")
        assert problem.fault.sentence == f"{field} is not open to you. Leave it out."

    def test_words_of_notes_are_for_a_press(self) -> None:
        asked = RosterFilter(text='note:yes note:"late"')

        _, (problem,) = refuse(asked, EVERYBODY)

        assert problem.fault is not None
        assert (problem.fault.asks_for_press, problem.fault.span.offset) == (True, 9)
        assert refuse(asked, EVERYBODY, is_press=True) == (asked, ())
        assert refuse(asked, VISITORS, is_press=True)[0] == RosterFilter()

    def test_a_state_that_tells_more_is_closed_like_its_column(self) -> None:
        asked = RosterFilter(text="state:late,not-seen-this-week")

        assert refuse(asked, EVERYBODY) == (asked, ())
        assert refuse(asked, VISITORS)[0] == RosterFilter()
        assert refuse(RosterFilter(text="state:late"), VISITORS)[1] == ()

    def test_what_would_be_right_names_nothing_that_is_closed(self) -> None:
        _, problems = refuse(RosterFilter(state=RESTING, sort=Sort.AUDIT), VISITORS)
        right = " ".join(problem.right for problem in problems)

        assert "item-level" in right
        assert not any(word in right for word in ("audit", "seen", "vault"))


class TestFolded:
    def test_who_was_not_seen_counts_as_fresh_where_that_would_tell(self) -> None:
        states = {FRESH: 3, RESTING: 2, FreshnessState.LATE: 1}

        assert folded(states, VISITORS) == {FRESH: 5, FreshnessState.LATE: 1}
        assert folded(states, EVERYBODY) == states

    def test_a_guild_that_only_rests_is_fresh(self) -> None:
        assert folded({RESTING: 2}, VISITORS) == {FRESH: 2}
