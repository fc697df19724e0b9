"""The addresses of the search."""

import pytest
from flask.testing import FlaskClient

from tests.rights.cast import Cast


class TestFound:
    def test_it_answers_with_what_was_found_alone(self, client: FlaskClient) -> None:
        answer = client.get("/search/_found?q=guil")

        assert "<bdi>Guilds</bdi>" in answer.text
        assert "<html" not in answer.text


class TestSuggestions:
    def test_each_option_says_where_it_leads(self, cast: Cast) -> None:
        answer = cast.browser("Thrall").get("/search/_suggestions?q=jai").text

        assert 'role="option" aria-selected="false" data-path="/characters/eu/argent-dawn/Jaina"' in answer
        assert 'data-path="/search/?q=jai"' in answer
        assert cast.browser("Thrall").get("/search/_suggestions?q=j").text.strip() == ""


class TestCharacters:
    def test_rows_of_guilds_that_are_seen_are_streamed_into_the_page(self, cast: Cast) -> None:
        answer = cast.browser("Thrall").get("/search/characters/?q=rank<=9")

        assert answer.is_streamed
        assert 'class="everybody"' in answer.text
        assert "found: these are all" in answer.text
        assert answer.text.rstrip().endswith("</html>")

    def test_a_visitor_is_shown_nobody_of_a_closed_guild(self, cast: Cast) -> None:
        answer = cast.browser(None).get("/search/characters/", query_string={"q": "rank<=9"}).text
        assert "<table" in answer
        assert "Guldan" not in answer

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("q=ilvl>", "Letter 1"),
            ("q=%00", 'role="alert"'),
            ("q=jaina&stop=1", "was stopped"),
            ("", "that you may see"),
        ],
    )
    def test_what_is_not_run_says_why(self, client: FlaskClient, query: str, said: str) -> None:
        answer = client.get(f"/search/characters/?{query}")

        assert said in answer.text
        assert not answer.is_streamed
