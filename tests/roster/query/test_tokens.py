"""Queries cut into pieces, each in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.roster_queries import fault_of
from webapp.roster.query.faults import BadQuery
from webapp.roster.query.tokens import LONGEST_QUERY, Kind, tokens_of


def cut(query: str) -> list[tuple[str, str]]:
    return [(token.kind.value, token.text) for token in tokens_of(query)[:-1]]


class TestTokensOf:
    def test_a_term_is_three(self) -> None:
        assert cut("ilvl>=620") == [("word", "ilvl"), ("operator", ">="), ("word", "620")]

    @pytest.mark.parametrize("query", ["vault:<3", "vault <3", "vault< 3", "vault : 3", "vault≤3"])
    def test_blanks_and_a_colon_around_an_operator_say_nothing(self, query: str) -> None:
        assert [kind for kind, _ in cut(query)] == ["word", "operator", "word"]

    def test_a_colon_before_a_sign_is_a_part_of_it(self) -> None:
        assert [token.text for token in tokens_of("vault:<=3")][1] == "<="

    def test_a_hyphen_leaves_out_before_a_term_only(self) -> None:
        assert cut("-alt jaina-x rank:-1") == [
            ("-", "-"),
            ("word", "alt"),
            ("word", "jaina-x"),
            ("word", "rank"),
            ("operator", ":"),
            ("word", "-1"),
        ]

    @pytest.mark.parametrize("query", ['"a  b"', "“a b”", "„a b“"])
    def test_a_text_stands_between_quotes_of_any_kind(self, query: str) -> None:
        assert cut(query) == [("quoted", "a b")]

    @pytest.mark.parametrize(
        ("query", "words", "offset", "length"),
        [
            ('x "abc', "never closed", 2, 4),
            ('""', "nothing", 0, 2),
            ('"a"b', "blank after", 0, 3),
            ("a !b", "!=", 2, 1),
            ("ab\x00c", "cannot be seen", 2, 1),
            ("a" * (LONGEST_QUERY + 2), "at most 300", LONGEST_QUERY, 2),
        ],
    )
    def test_a_fault_points_at_its_letters(self, query: str, words: str, offset: int, length: int) -> None:
        with pytest.raises(BadQuery, match=words) as raised:
            tokens_of(query)

        assert (raised.value.fault.span.offset, raised.value.fault.span.length) == (offset, length)

    @given(st.text(max_size=LONGEST_QUERY))
    def test_tokens_cover_everything_but_blanks(self, query: str) -> None:
        if fault_of(query) is not None:
            return
        tokens = tokens_of(query)
        covered = {place for token in tokens for place in range(token.span.offset, token.span.end)}
        assert all(place in covered or letter.isspace() for place, letter in enumerate(query))
        assert tokens[-1].kind is Kind.END
