"""Values of terms: what each kind of field takes, and what is said of others."""

import pytest

from webapp.roster.query.faults import BadQuery
from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import Age, Not, Op, Term, Text, Unknown, Words
from webapp.roster.query.vocabulary import Field


class TestValueOf:
    @pytest.mark.parametrize(
        ("query", "term"),
        [
            ("name=Jaina", Term(Field.NAME, Op.IS, Text("Jaina"))),
            ("jai*", Term(Field.NAME, Op.HAS, Text("jai", is_beginning=True))),
            ('"jai*"', Term(Field.NAME, Op.HAS, Text("jai*"))),
            ("rating:2500.5", Term(Field.RATING, Op.IS, 2500.5)),
            ("vault:<3", Term(Field.VAULT, Op.BELOW, 3.0)),
            ("tier:unknown", Term(Field.TIER, Op.IS, Unknown())),
            ("note:NO", Term(Field.NOTE, Op.HAS, False)),  # noqa: FBT003 - a value
            ('note:"yes"', Term(Field.NOTE, Op.HAS, Text("yes"))),
            ("note:trial*", Term(Field.NOTE, Op.HAS, Text("trial*"))),
            ("seen>=36h", Term(Field.SEEN, Op.AT_LEAST, Age(36))),
            ("spec:frost,UNKNOWN", Term(Field.SPEC, Op.HAS, Words(("frost", "unknown")))),
            ("stale:no", Term(Field.STALE, Op.HAS, False)),  # noqa: FBT003 - a value
        ],
    )
    def test_each_kind_of_field_has_its_own(self, query: str, term: Term) -> None:
        assert parsed(query) == term

    def test_unequal_is_the_opposite_of_equal(self) -> None:
        assert parsed("class!=mage") == Not(Term(Field.CLASS, Op.HAS, Words(("mage",))))

    @pytest.mark.parametrize(
        ("query", "words", "pointed"),
        [
            ("foo:1", "There is no field “foo”. There are name, realm", "foo"),
            ("class:mag", "Did you mean mage?", "mag"),
            ("class:mage,dru", "There is no class “dru”", "dru"),
            ('class:"mage,xx"', "There is no class “xx”", "xx"),
            ("class:mage,", "Beside this comma a word is missing", ""),
            ("class:,mage", "Beside this comma a word is missing", ""),
            ("class>mage", "> cannot compare class to word", ">"),
            ("name>a", "> cannot compare name to text", ">"),
            ("ilvl<unknown", "< cannot compare ilvl to unknown", "<"),
            ("rank:unknown", "“unknown” is no rank: it is a whole number from 0 to 9", "unknown"),
            ("rank:10", "“10” is no rank", "10"),
            ("rank:1.5", "“1.5” is no rank", "1.5"),
            ("ilvl:1e3", "“1e3” is no ilvl", "1e3"),
            ("ilvl:٣", "is no ilvl", "٣"),
            ("seen<14", "“14” is no time: write hours, days or weeks", "14"),
            ("seen<9999w", "is no time", "9999w"),
            ("seen:14d", "seen needs < or >: seen<14d is since then", ":"),
            ("stale:maybe", "stale is yes or no", "maybe"),
            ("a*b", "A * stands at the end", "a*b"),
            ("*", "A * stands at the end", "*"),
            ("x" * 65, "a text has at most 64 letters", "x" * 65),
        ],
    )
    def test_what_is_no_value_is_told_with_what_would_be_one(
        self, query: str, words: str, pointed: str
    ) -> None:
        with pytest.raises(BadQuery) as raised:
            parsed(query)

        fault = raised.value.fault
        assert words in fault.sentence
        assert query[fault.span.offset : fault.span.end].strip(",") == pointed
