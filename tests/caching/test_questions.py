"""Keys begin with their region."""

import pytest

from webapp.caching.entries import JSON
from webapp.caching.questions import Question, question_of
from webapp.caching.regions import RULES, Region


class TestQuestion:
    def test_a_key_begins_with_its_region(self) -> None:
        question = question_of("game-data:classes")

        assert question == Question(Region.GAME_DATA, "classes", JSON)
        assert question.name == "game-data:classes"

    @pytest.mark.parametrize("key", ["classes", "nowhere:classes", ":classes", ""])
    def test_a_key_without_a_region_is_a_mistake(self, key: str) -> None:
        with pytest.raises(ValueError, match="begins with its region"):
            question_of(key)

    def test_every_region_has_a_rule(self) -> None:
        assert set(RULES) == set(Region)
