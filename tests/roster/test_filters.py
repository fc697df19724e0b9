"""Query strings in, views out: whatever somebody types, and back again."""

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from webapp.freshness.states import FreshnessState
from webapp.roster.choices import ROLES, STATES, TROUBLED, Alts, Direction, Seen, Sort, natural_direction
from webapp.roster.filters import FieldProblem, RosterFilter, read_filter

views = st.builds(
    RosterFilter,
    text=st.sampled_from(["", "thrall", "Ñandú", "100%_", "a b&c ilvl>=620", '"a=b"']),
    roles=st.lists(st.sampled_from(ROLES), unique=True).map(tuple),
    class_ids=st.lists(st.integers(1, 13), unique=True).map(tuple),
    rank_ids=st.lists(st.integers(0, 9), unique=True).map(tuple),
    is_max_level=st.booleans(),
    has_problems=st.booleans(),
    seen=st.none() | st.sampled_from(Seen),
    state=st.none() | st.sampled_from([TROUBLED, *(state.value for state in STATES)]),
    alts=st.sampled_from(Alts),
    sort=st.sampled_from(Sort),
    direction=st.sampled_from(Direction),
    page_size=st.sampled_from([50, 100, None]),
    page=st.integers(1, 400),
)


class TestReadFilter:
    def test_an_empty_query_string_is_the_plain_page(self) -> None:
        view, problems = read_filter({})

        assert (view, problems) == (RosterFilter(), ())

    @given(views)
    def test_what_a_view_writes_it_reads_back(self, view: RosterFilter) -> None:
        read, problems = read_filter(parse_qs(view.query()))

        assert (read, problems) == (view, ())

    @given(
        st.dictionaries(
            st.sampled_from(
                [
                    "q",
                    "role",
                    "class",
                    "rank",
                    "level",
                    "seen",
                    "state",
                    "alts",
                    "sort",
                    "dir",
                    "page_size",
                    "page",
                ]
            ),
            st.lists(st.text(max_size=80), max_size=3),
        )
    )
    def test_no_query_string_breaks_it(self, fields: dict[str, list[str]]) -> None:
        view, problems = read_filter(fields)

        assert read_filter(parse_qs(view.query()))[0] == view
        assert all(problem.field in fields and problem.right for problem in problems)

    def test_a_bad_value_is_named_with_the_right_ones(self) -> None:
        _, problems = read_filter({"page_size": ["7"], "dir": ["up"]})

        assert problems == (
            FieldProblem("dir", "up", "one of asc, desc"),
            FieldProblem("page_size", "7", "one of 50, 100, all"),
        )

    def test_numbers_that_are_no_short_ascii_digits_are_refused(self) -> None:
        for value in ("9" * 30, "-1", "1.5", "²", "٣"):
            _, problems = read_filter({"page": [value], "class": [value], "rank": [value]})

            assert [problem.field for problem in problems] == ["class", "rank", "page"]

    def test_letters_that_cannot_be_seen_are_refused(self) -> None:
        _, problems = read_filter({"q": ["a\x00b"]})

        assert [problem.field for problem in problems] == ["q"]

    def test_blank_fields_of_a_form_mean_nothing(self) -> None:
        view, problems = read_filter({"seen": [""], "state": [" "], "q": [""]})

        assert (view, problems) == (RosterFilter(), ())


class TestSortedBy:
    def test_a_first_click_shows_the_best_first_and_a_second_turns_it(self) -> None:
        once = RosterFilter(page=3).sorted_by(Sort.RATING)
        twice = once.sorted_by(Sort.RATING)

        assert (once.direction, once.page) == (Direction.DOWN, 1)
        assert twice.direction is Direction.UP

    def test_names_start_with_a(self) -> None:
        assert natural_direction(Sort.NAME) is Direction.UP


class TestNarrows:
    def test_sort_and_page_leave_nobody_out(self) -> None:
        assert not RosterFilter(sort=Sort.NAME, page=2, page_size=None).narrows
        assert RosterFilter(state=FreshnessState.LATE).narrows

    def test_mains_only_leaves_alts_out(self) -> None:
        assert [alts for alts in Alts if RosterFilter(alts=alts).narrows] == [Alts.MAINS]

    def test_the_unpaged_view_keeps_the_same_members_in_the_same_order(self) -> None:
        view = RosterFilter(text="a", sort=Sort.NAME, page=4, page_size=None, alts=Alts.FLAT)

        assert view.unpaged() == RosterFilter(text="a", sort=Sort.NAME)
