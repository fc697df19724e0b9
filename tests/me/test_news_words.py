"""What people are told, in sentences."""

import pytest

from webapp.me.news_words import SOMEBODY, character_in, sentence_of
from webapp.permissions.news import News


class TestSentenceOf:
    @pytest.mark.parametrize("news", News)
    def test_each_kind_names_the_character_and_says_what_to_do(self, news: News) -> None:
        sentence = sentence_of(news.value, "Jaina")

        assert sentence.startswith("Jaina ")
        assert "refresh your characters" in sentence

    def test_who_is_gone_is_not_named(self) -> None:
        assert sentence_of(News.CLAIMED.value, None).startswith(SOMEBODY)

    def test_a_kind_of_a_later_version_is_shown_by_its_word(self) -> None:
        assert sentence_of("guild_archived", None) == "Guild archived"


class TestCharacterIn:
    @pytest.mark.parametrize(
        ("facts", "number"),
        [({"character_id": 7}, 7), ({}, None), (None, None), ({"character_id": "7"}, None)],
    )
    def test_it_is_read_where_it_is_one(self, facts: object, number: int | None) -> None:
        assert character_in(facts) == number
