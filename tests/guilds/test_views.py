"""The first page: the guilds, or what Muster is and how to see one's own."""

from flask import Flask
from flask.testing import FlaskClient

from tests.support.roll import tracked
from tests.support.signed_in import browser_of, signed_in


class TestHome:
    def test_it_lists_the_guilds(self, app: Flask, client: FlaskClient) -> None:
        tracked(app, "Thrall")

        assert "<bdi>Lantern Watch</bdi>" in client.get("/").text

    def test_without_a_guild_it_gives_the_command(self, client: FlaskClient) -> None:
        assert "./dev flask guild add REGION/REALM/NAME" in client.get("/").text

    def test_a_stranger_is_told_what_this_is_and_nothing_of_any_guild(
        self, app: Flask, stranger: FlaskClient
    ) -> None:
        tracked(app, "Thrall")

        answer = stranger.get("/")

        assert 'action="/sign-in"' in answer.text
        assert "Lantern" not in answer.text

    def test_who_has_no_guild_here_is_told_what_to_do(self, app: Flask) -> None:
        tracked(app, "Thrall")

        answer = browser_of(app, signed_in(app)).get("/")

        assert "None of your characters is in a guild" in answer.text
        assert "Lantern" not in answer.text
