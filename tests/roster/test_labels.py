"""Columns and choices of the roster in words."""

from webapp.roster.choices import Alts, Seen, Sort
from webapp.roster.labels import ALTS_LABELS, LABELS, role_label, seen_label


class TestLabels:
    def test_choices_read_as_words(self) -> None:
        assert [seen_label(seen) for seen in (Seen.WITHIN_7, Seen.OVER_30, Seen.UNKNOWN)] == [
            "In the last 7 days",
            "Not for 30 days",
            "Not known",
        ]
        assert (role_label("tank"), role_label("unknown")) == ("Tank", "No spec yet")

    def test_every_column_and_choice_has_words(self) -> None:
        assert (set(LABELS), set(ALTS_LABELS)) == (set(Sort), set(Alts))
