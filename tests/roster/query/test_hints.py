"""What bare words may have been meant to ask."""

import pytest

from webapp.roster.query.hints import hint_of
from webapp.roster.query.vocabulary import FIELDS, Field

ALL = frozenset(FIELDS)


class TestHintOf:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("tank", "role:tank"),
            ("dps", "role:dps"),
            ("Death Knight", None),
            ("dk", "class:death-knight"),
            ("frost mage", "spec:frost class:mage"),
            ("300", "ilvl>=300"),
            ("ilvl 300", "ilvl>=300"),
            ("tank ilvl 300", "role:tank ilvl>=300"),
            ("Thrall", None),
            ("tank Thrall", None),
            ("12", None),
            ("ilvl 99999", None),
            ("tan*", None),
            ("role:tank", None),
            ("tank or healer", None),
            ("", None),
        ],
    )
    def test_words_of_the_game_are_read_as_what_they_are(self, typed: str, meant: str | None) -> None:
        assert hint_of(typed, ALL) == meant

    def test_what_is_closed_is_not_hinted_at(self) -> None:
        assert hint_of("ilvl 300", ALL - {Field.ITEM_LEVEL}) is None
        assert hint_of("tank", ALL - {Field.ROLE}) is None
