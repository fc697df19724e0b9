"""The addresses of the search."""

from flask.testing import FlaskClient


class TestFound:
    def test_it_answers_with_what_was_found_alone(self, client: FlaskClient) -> None:
        answer = client.get("/search/_found?q=guil")

        assert "<bdi>Guilds</bdi>" in answer.text
        assert "<html" not in answer.text
