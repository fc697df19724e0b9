"""Trees written as queries."""

import pytest

from webapp.roster.query.tree import Age, Either, Node, Not, Op, Term, Text, Unknown, Words, all_of
from webapp.roster.query.vocabulary import Field
from webapp.roster.query.writing import written

JAINA = Term(Field.NAME, Op.HAS, Text("jaina"))
ALT = Term(Field.ALT, Op.HAS, True)  # noqa: FBT003 - a value


class TestWritten:
    @pytest.mark.parametrize(
        ("node", "query"),
        [
            (ALT, "alt"),
            (Not(ALT), "-alt"),
            (Not(Either((JAINA, ALT))), "-(jaina or alt)"),
            (all_of([JAINA, Either((JAINA, ALT))]), "jaina (jaina or alt)"),
            (Either((all_of([JAINA, ALT]), ALT)), "jaina alt or alt"),
            (Term(Field.NAME, Op.HAS, Text("ja", is_beginning=True)), "ja*"),
            (Term(Field.NAME, Op.IS, Text("or")), 'name="or"'),
            (Term(Field.NAME, Op.HAS, Text("-x")), '"-x"'),
            (Term(Field.LOG, Op.AT_LEAST, 99.5), "log>=99.5"),
            (Term(Field.LOG, Op.BELOW, 90.0), "log<90"),
            (Term(Field.SEEN, Op.BELOW, Age(48)), "seen<2d"),
            (Term(Field.SEEN, Op.BELOW, Age(36)), "seen<36h"),
            (Term(Field.VAULT, Op.IS, Unknown()), "vault=unknown"),
            (Term(Field.CLASS, Op.HAS, Words(("mage", "monk"))), "class:mage,monk"),
            (Term(Field.NOTE, Op.HAS, Text("late")), 'note:"late"'),
            (Term(Field.CLAIMED, Op.HAS, False), "claimed:no"),  # noqa: FBT003 - a value
        ],
    )
    def test_it_is_short(self, node: Node, query: str) -> None:
        assert written(node) == query
