"""Queries at the roster's addresses: faults under the field, suggestions, and whatever anybody types."""

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.roster.test_views import HOSTILE
from tests.support.roll import PAGE, add_member, tracked
from webapp.roster.query.tokens import LONGEST_QUERY


@pytest.fixture
def guild_id(app: Flask) -> int:
    return tracked(app, "Thrall", "Jaina", "Arthas")


@pytest.mark.usefixtures("guild_id")
class TestQuery:
    def test_a_fault_stands_under_the_field_that_keeps_what_was_typed(self, client: FlaskClient) -> None:
        answer = client.get(PAGE, query_string={"q": "jaina class:<b>"})

        field = {
            node.get("id"): node for node in html5lib.parse(answer.text, namespaceHTMLElements=False).iter()
        }
        assert answer.status_code == 400
        assert field["find"].get("value") == "jaina class:<b>"
        assert (field["find"].get("aria-invalid"), field["find"].get("aria-describedby")) == (
            "true",
            "find-told",
        )
        assert "&lt; cannot compare class to word" in answer.text
        assert "The roster is shown without this query." in answer.text
        assert "<bdi>Thrall</bdi>" in answer.text
        assert "<code>q</code> cannot be" not in answer.text

    def test_a_query_that_cannot_be_read_changes_no_table(self, client: FlaskClient) -> None:
        answer = client.get(PAGE + "_table", query_string={"q": "ilvl>"})

        assert (answer.status_code, answer.data, "HX-Push-Url" in answer.headers) == (204, b"", False)

    def test_words_stay_a_search_over_names(self, client: FlaskClient) -> None:
        html = client.get(PAGE + "_table", query_string={"q": "a r"}).text

        assert [name for name in ("Thrall", "Jaina", "Arthas") if f"<bdi>{name}</bdi>" in html] == [
            "Thrall",
            "Arthas",
        ]

    def test_a_query_narrows_together_with_the_controls(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            for name, class_id, level in (("Medivh", 8, 620), ("Khadgar", 8, 600), ("Rexxar", 3, 640)):
                add_member(1, name, class_id=class_id, equipped_item_level=level)

        html = client.get(PAGE, query_string={"q": "ilvl>=620 or x*", "class": "8"}).text

        assert ("<bdi>Medivh</bdi>" in html, "<strong>1</strong> of 6 members" in html) == (True, True)

    def test_while_people_type_it_is_told_how_it_goes_on(self, client: FlaskClient) -> None:
        html = client.get(PAGE + "_find", query_string={"q": "jaina class:war"}).text

        assert 'data-query="jaina class:warrior "' in html
        assert 'class="fault at-end"' in html

    def test_it_is_told_how_it_was_read(self, client: FlaskClient) -> None:
        html = (
            client.get(PAGE + "_find", query_string={"q": "dk"}).text
            + client.get(PAGE + "_find", query_string={"q": "class:dk not alt"}).text
        )

        assert html.count("Read as") == 1
        assert "<bdi>class:death-knight -alt</bdi>" in html

    def test_what_is_too_long_comes_back_cut(self, client: FlaskClient) -> None:
        long = {"q": "a" * (3 * LONGEST_QUERY)}

        for way in ("", "_find"):
            assert "a" * (LONGEST_QUERY + 1) not in client.get(PAGE + way, query_string=long).text

    @pytest.mark.parametrize("typed", [*HOSTILE, "(" * 5_000, "a" * 50_000, '"' * 301, "%00", "\ud800"])
    def test_nothing_that_is_typed_breaks_it(self, client: FlaskClient, typed: str) -> None:
        query = {"q": typed.encode(errors="surrogatepass")}

        assert client.get(PAGE, query_string=query).status_code in {200, 400}
        assert client.get(PAGE + "_table", query_string=query).status_code in {200, 204}
        assert client.get(PAGE + "_find", query_string=query).status_code == 200
