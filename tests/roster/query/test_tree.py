"""Trees: joined without needless layers."""

from webapp.roster.query.tree import All, Either, Not, Op, Term, Text, all_of, either_of, opposite, terms_of
from webapp.roster.query.vocabulary import Field

A, B, C = (Term(Field.NAME, Op.HAS, Text(name)) for name in "abc")


class TestJoined:
    def test_one_part_stays_what_it_is(self) -> None:
        assert (all_of([A]), either_of([A])) == (A, A)

    def test_parts_of_the_same_kind_are_one(self) -> None:
        assert all_of([A, all_of([B, C])]) == All((A, B, C))
        assert either_of([either_of([A, B]), C]) == Either((A, B, C))

    def test_the_opposite_of_an_opposite_is_the_part(self) -> None:
        assert opposite(opposite(A)) == A


class TestTermsOf:
    def test_they_come_in_their_order(self) -> None:
        assert terms_of(Either((A, Not(All((B, C)))))) == (A, B, C)
