"""What a stored card says about itself."""

from typing import Any

import pytest

from webapp.cards.stored import StoredCard, differing


def stored(card: Any) -> StoredCard:
    where = {"region": "eu", "realm": "ravencrest", "character_name": "Thrall", "season_key": "latest"}
    return StoredCard(id=1, character_id=7, values={"player_card": card}, **where)


class TestStoredCard:
    @pytest.mark.parametrize("card", [None, [], "text", {}, {"external": {"schemaVersion": 1}}])
    def test_what_has_no_schema_was_not_built_here(self, card: Any) -> None:
        assert not stored(card).is_built

    def test_what_has_one_was(self) -> None:
        assert stored({"schemaVersion": 1}).is_built


class TestDiffering:
    def test_only_what_differs_is_named(self) -> None:
        assert differing({"a": 1, "b": [1], "c": None}, {"a": 2, "b": [1], "c": None}) == {"a": 2}
