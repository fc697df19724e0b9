"""Queries read: what binds how, what is said about mistakes, and that nothing breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.roster_queries import SIGNS, fault_of, nodes
from webapp.roster.query.faults import BadQuery
from webapp.roster.query.parser import DEEPEST, MOST_TERMS, parsed
from webapp.roster.query.tokens import LONGEST_QUERY
from webapp.roster.query.tree import terms_of
from webapp.roster.query.writing import written


def understood(query: str) -> str:
    tree = parsed(query)
    return "" if tree is None else written(tree)


class TestParsed:
    def test_every_example_of_the_documentation_can_be_read(self) -> None:
        query = (
            "class:mage role:healer ilvl>=620 rating>2500 rank<=3 seen<14d problems>0 enchants:missing "
            "vault:<3 stale:yes note:yes -alt name*"
        )

        assert understood(query) == query.replace("vault:<3", "vault<3")

    @pytest.mark.parametrize(
        ("query", "meaning"),
        [
            ("", ""),
            ("   ", ""),
            ("jaina", "jaina"),
            ("a b or c", "a b or c"),
            ("a (b or c)", "a (b or c)"),
            ("a AND b", "a b"),
            ("a Or (b or c)", "a or b or c"),
            ("not a b", "-a b"),
            ("not (a b)", "-(a b)"),
            ("--a", "a"),
            ("NOT not a", "a"),
            ("CLASS:Death-Knight", "class:death-knight"),
            ('class:"death knight, mâge"', "class:mage,death-knight"),
            ("role:dps,heal", "role:healer,dps"),
            ("io>2500", "rating>2500"),
            ("ilvl!=620", "-ilvl=620"),
            ("seen>2w", "seen>14d"),
            ("seen:unknown", "seen=unknown"),
            ("name:alt", '"alt"'),
            ('"alt"', '"alt"'),
            ("alts", "alt"),
            ('name:"two words"', '"two words"'),
            ('"and" or "or"', '"and" or "or"'),
        ],
    )
    def test_it_is_understood(self, query: str, meaning: str) -> None:
        assert understood(query) == understood(meaning) if meaning else understood(query) == ""
        assert understood(understood(query)) == understood(query)

    @pytest.mark.parametrize(
        ("query", "words", "pointed"),
        [
            ("or", "Before “or” a term is missing", "or"),
            ("a or", "After “or” a term is missing", "or"),
            ("a and or b", "Before “or”", "or"),
            ("not", "After “not”", "not"),
            ("a -", "After the -", "-"),
            ("a (", "After this bracket", "("),
            ("(a", "never closed", "("),
            ("a)", "closes none", ")"),
            (")", "Before this bracket", ")"),
            ("a ()", "nothing in these brackets", "()"),
            (">3", "Before > a field is missing", ">"),
            ("a ilvl>=", "After ilvl>= a value is missing", "ilvl>="),
            ("ilvl>5>6", "Before > a field", ">"),
            ('"ilvl">5', "blank after this quote", '"ilvl"'),
            ('"ilvl" >5', "without quotes", '"ilvl"'),
            ("x ilv>5", "Did you mean ilvl?", "ilv"),
        ],
    )
    def test_a_mistake_is_told_and_pointed_at(self, query: str, words: str, pointed: str) -> None:
        with pytest.raises(BadQuery, match=words.replace("?", r"\?").replace("(", r"\(")) as raised:
            parsed(query)

        span = raised.value.fault.span
        assert query[span.offset : span.end] == pointed

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("a " * (MOST_TERMS + 1), "at most 20 terms"),
            ("(" * (DEEPEST + 1) + "a", "at most 8 deep"),
            ("not " * (DEEPEST + 1) + "a", "at most 8 deep"),
            ("-" * (LONGEST_QUERY - 1) + "a", "at most 8 deep"),
        ],
    )
    def test_it_has_its_bounds(self, query: str, words: str) -> None:
        with pytest.raises(BadQuery, match=words):
            parsed(query)

    def test_a_term_knows_where_it_stood(self) -> None:
        query = "jai  class : mage"
        spans = [term.span for term in terms_of(parsed(query) or pytest.fail("nothing"))]

        assert [query[span.offset : span.end] for span in spans] == ["jai", "class : mage"]

    @given(nodes)
    def test_what_is_written_reads_as_the_same(self, node: object) -> None:
        assert parsed(written(node)) == node  # type: ignore[arg-type]

    @given(nodes.map(written), st.lists(st.tuples(st.integers(0, 200), st.sampled_from(SIGNS)), max_size=4))
    def test_mistakes_are_read_or_told(self, query: str, mistakes: list[tuple[int, str]]) -> None:
        for place, sign in mistakes:
            query = query[:place] + sign + query[place + 1 :]

        self.is_read_or_told(query)

    @given(st.text(max_size=60))
    def test_anything_is_read_or_told(self, query: str) -> None:
        self.is_read_or_told(query)

    @staticmethod
    def is_read_or_told(query: str) -> None:
        fault = fault_of(query)
        if fault is not None:
            assert 0 <= fault.span.offset <= fault.span.end <= len(query)
            assert fault.sentence.endswith((".", "?", '"'))
        elif (tree := parsed(query)) is not None and len(written(tree)) <= LONGEST_QUERY:
            assert parsed(written(tree)) == tree
