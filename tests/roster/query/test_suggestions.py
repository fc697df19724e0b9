"""What is suggested at the end of a query, by what is open to who types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.roster_queries import SIGNS, fault_of, nodes
from webapp.freshness.states import FreshnessState
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS
from webapp.roster.audience import shown_to
from webapp.roster.query.suggestions import MOST, suggestions
from webapp.roster.query.vocabulary import Field
from webapp.roster.query.writing import written

EVERYBODY, VISITORS = shown_to(ALL_TOOLS), shown_to(FOR_VISITORS)


def labels(typed: str) -> list[str]:
    return [one.label for one in suggestions(typed, EVERYBODY.fields, EVERYBODY.states)]


def queries(typed: str) -> list[str]:
    return [one.query for one in suggestions(typed, EVERYBODY.fields, EVERYBODY.states)]


class TestSuggestions:
    def test_where_nothing_is_typed_every_field_is_there(self) -> None:
        assert len(labels("")) == len(labels("class:mage ")) == len(Field)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("cl", ["class:", "claimed:"]),
            ("ilv", ["ilvl>="]),
            ("x (-SE", ["seen<"]),
            ("al", ["alt"]),
            ("jaina", []),
            ("class:war", ["warrior", "warlock"]),
            ("class:mage,dea", ["death-knight"]),
            ("stale:", ["yes", "no"]),
            ("seen<", ["1d", "7d", "14d", "30d", "60d"]),
            ("rank<=", [str(rank) for rank in range(10)]),
            ("ilvl>=", []),
            ("name:ja", []),
            ("foo:", []),
            ("class:mage", []),
            ('"cl', []),
            ("“cl", []),
        ],
    )
    def test_what_begins_like_the_end_is(self, typed: str, expected: list[str]) -> None:
        assert sorted(labels(typed)) == sorted(expected)

    def test_what_was_typed_before_stays(self) -> None:
        assert queries("jaina -(cla") == ["jaina -(class:", "jaina -(claimed:"]
        assert queries("x class:mage,dea") == ["x class:mage,death-knight "]

    def test_what_is_closed_is_not_suggested(self) -> None:
        shown = [one.label for one in suggestions("", VISITORS.fields, VISITORS.states)]
        states = [one.label for one in suggestions("state:", VISITORS.fields, VISITORS.states)]

        assert not {"seen<", "problems>=", "vault>=", "note:", "claimed:", "alt"} & set(shown)
        assert FreshnessState.NOT_SEEN_THIS_WEEK.replace("_", "-") not in states
        assert suggestions("seen<", VISITORS.fields, VISITORS.states) == ()

    @given(nodes.map(written), st.integers(0, 60), st.sampled_from(["", *SIGNS]))
    def test_values_can_be_read_as_soon_as_they_are_chosen(self, query: str, end: int, sign: str) -> None:
        typed = query[:end] + sign
        found = suggestions(typed, EVERYBODY.fields, EVERYBODY.states)

        assert len(found) <= max(MOST, len(Field))
        for one in found:
            fault = fault_of(one.query.rstrip())
            is_value = one.query.endswith(" ")
            assert not is_value or fault is None or fault.span.offset < len(typed)
