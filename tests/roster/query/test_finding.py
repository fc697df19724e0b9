"""What stands under the search field."""

import pytest

from tests.support.roster_queries import fault_of
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS
from webapp.roster.audience import shown_to
from webapp.roster.filters import FieldProblem, RosterFilter
from webapp.roster.query.faults import Fault
from webapp.roster.query.finding import EXAMPLES, FaultShown, examples, explained, find_in, find_of
from webapp.roster.query.tree import Span
from webapp.roster.query.vocabulary import Field


def shown(typed: str) -> FaultShown:
    fault = find_of(typed, fault_of(typed)).fault
    assert fault is not None
    return fault


class TestFindOf:
    @pytest.mark.parametrize(
        ("typed", "understood"),
        [
            ("", None),
            ("jai", None),
            ("jai*", None),
            ("a b", "a b"),
            ("dk or class:dk", "dk or class:death-knight"),
        ],
    )
    def test_it_says_how_it_was_read_where_that_is_more_than_a_name(
        self, typed: str, understood: str | None
    ) -> None:
        assert find_of(typed, None).understood == understood

    def test_a_fault_shows_its_letters_among_their_neighbours(self) -> None:
        fault = shown("jaina class:mag ilvl>=300")

        assert (fault.before, fault.pointed, fault.after) == ("jaina class:", "mag", " ilvl>=300")
        assert (fault.letter, fault.is_at_end) == (13, False)

    def test_what_is_far_away_is_left_out(self) -> None:
        fault = shown("a" * 40 + " foo:1 " + "b" * 40)

        assert (fault.before[0], fault.after[-1]) == ("…", "…")

    def test_the_last_letters_may_not_be_all(self) -> None:
        assert shown("jaina ilvl>= ").is_at_end

    def test_what_cannot_be_read_is_not_read(self) -> None:
        assert find_of("ilvl>", Fault("No.", Span(0, 1))).understood is None


class TestFindIn:
    def test_a_page_has_the_query_that_is_wrong_in_its_field(self) -> None:
        wrong = FieldProblem("q", "ilvl>", "No.", Fault("No.", Span(0, 4)))

        found = find_in(RosterFilter(), [FieldProblem("sort", "x", "y"), wrong])

        assert (found.typed, found.fault is not None) == ("ilvl>", True)

    def test_a_page_has_its_query_in_its_field(self) -> None:
        assert find_in(RosterFilter(text="jai"), [FieldProblem("sort", "x", "y")]) == find_of("jai", None)


class TestExamples:
    def test_everybody_is_shown_what_is_open(self) -> None:
        texts = [one.text for one in examples(shown_to(FOR_VISITORS))]

        assert [one.text for one in examples(shown_to(ALL_TOOLS))] == list(EXAMPLES)
        assert texts == ["class:mage,warlock ilvl>=300", "(role:tank or role:healer) rating>2500"]

    def test_their_addresses_are_those_of_the_roster(self) -> None:
        assert examples(shown_to(ALL_TOOLS))[0].query == "q=class%3Amage%2Cwarlock+ilvl%3E%3D300"


class TestExplained:
    def test_a_field_that_is_closed_is_not_named(self) -> None:
        fields = [one.field for one in explained(frozenset({Field.SEEN, Field.CLASS}))]

        assert fields == [Field.CLASS, Field.SEEN]
