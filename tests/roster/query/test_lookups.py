"""What is looked up for a query; whom it finds is tested with its conditions."""

from webapp.roster.query.lookups import note_words
from webapp.roster.query.parser import parsed


class TestNoteWords:
    def test_the_words_of_notes_are_those_of_every_term(self) -> None:
        tree = parsed('note:"late" or -(note:trial name:note note:yes)')

        assert note_words(tree) == {"late", "trial"}

    def test_nothing_looks_for_none(self) -> None:
        assert note_words(None) == frozenset()
