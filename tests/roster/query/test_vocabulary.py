"""Fields and words, in the spellings of people."""

import pytest

from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import Term
from webapp.roster.query.vocabulary import FIELDS, KNOWN, SHORT, SPEC_IDS, Field, field_named, word_of


class TestFields:
    @pytest.mark.parametrize("field", Field)
    def test_each_is_described_with_an_example_that_can_be_read(self, field: Field) -> None:
        found = parsed(FIELDS[field].example.removeprefix("-"))

        assert isinstance(found, Term)
        assert found.field is field


class TestFieldNamed:
    @pytest.mark.parametrize("word", ["ilvl", "ILVL", "item-level", "Item_Level", "gear"])
    def test_it_has_several_names(self, word: str) -> None:
        assert field_named(word) is Field.ITEM_LEVEL

    def test_others_are_none(self) -> None:
        assert field_named("") is None


class TestWordOf:
    @pytest.mark.parametrize("typed", ["death-knight", "Death Knight", "DEATHKNIGHT", "dk"])
    def test_it_may_be_spelled_in_many_ways(self, typed: str) -> None:
        assert word_of(Field.CLASS, typed) == "death-knight"

    def test_what_is_short_for_a_word_of_another_field_is_none(self) -> None:
        assert word_of(Field.ROLE, "dk") is None

    @pytest.mark.parametrize("field", KNOWN)
    def test_each_word_means_itself(self, field: Field) -> None:
        assert [word_of(field, word) for word in KNOWN[field]] == list(KNOWN[field])

    def test_what_is_written_for_short_stands_for_a_word_that_there_is(self) -> None:
        assert set(SHORT.values()) <= {word for words in KNOWN.values() for word in words}

    def test_specs_of_one_name_are_meant_together(self) -> None:
        assert SPEC_IDS["frost"] == (64, 251)
