"""What people are told, in sentences."""

import pytest

from webapp.me.news_words import SOMEBODY, Known, character_in, entry_in, sentence_of
from webapp.permissions.news import News

OF_CHARACTERS = (News.CLAIMED, News.RELEASED)


class TestSentenceOf:
    @pytest.mark.parametrize("news", OF_CHARACTERS)
    def test_each_names_the_character_and_says_what_to_do(self, news: News) -> None:
        sentence = sentence_of(news.value, {}, Known(name="Jaina"))

        assert sentence.startswith("Jaina ")
        assert "refresh your characters" in sentence

    @pytest.mark.parametrize("news", OF_CHARACTERS)
    def test_what_came_back_is_not_said_to_be_gone(self, news: News) -> None:
        sentence = sentence_of(news.value, {}, Known(name="Jaina", is_yours=True))

        assert sentence.endswith("so it is yours.")
        assert "not yours" not in sentence

    def test_a_claim_names_the_other_account_while_it_is_known(self) -> None:
        assert "another Battle.net account (Thrall)," in sentence_of(News.CLAIMED, {}, Known(by="Thrall"))
        assert "another Battle.net account," in sentence_of(News.CLAIMED, {}, Known())

    def test_the_name_of_then_stands_for_one_that_is_elsewhere_now(self) -> None:
        assert sentence_of(News.CLAIMED.value, {"name": "Jaina"}, Known()).startswith("Jaina ")

    def test_who_is_gone_is_not_named(self) -> None:
        assert sentence_of(News.CLAIMED.value, {}, Known()).startswith(SOMEBODY)
        assert sentence_of(News.CLAIMED.value, None, Known()).startswith(SOMEBODY)

    def test_what_a_guild_gave_and_why_it_ended_is_told(self) -> None:
        facts = {"guild": "Lantern Watch", "tool": "officer_notes"}

        sentence = sentence_of(News.GRANT_ENDED.value, facts, Known())

        assert sentence == (
            "What Lantern Watch had given you by name has ended, because you had no character there any more:"
            " officer notes."
        )

    def test_a_tool_of_an_earlier_version_is_told_by_its_word(self) -> None:
        assert sentence_of(News.GRANT_ENDED.value, {"tool": "gossip"}, Known()).endswith(": gossip.")

    def test_a_kind_of_a_later_version_is_shown_by_its_word(self) -> None:
        assert sentence_of("guild_archived", {}, Known()) == "Guild archived"


class TestNumbers:
    @pytest.mark.parametrize(
        ("facts", "numbers"),
        [
            ({"character_id": 7, "entry_id": 8}, (7, 8)),
            ({}, (None, None)),
            (None, (None, None)),
            ({"character_id": "7"}, (None, None)),
        ],
    )
    def test_they_are_read_where_they_are_some(
        self, facts: object, numbers: tuple[int | None, int | None]
    ) -> None:
        assert (character_in(facts), entry_in(facts)) == numbers
