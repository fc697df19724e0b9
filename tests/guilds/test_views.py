"""The first page: the guilds, or what Muster is and how to see one's own."""

from flask import Flask
from flask.testing import FlaskClient

from tests.support.roll import NOON, add_guild, add_member, tracked
from tests.support.signed_in import browser_of, own, signed_in


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

    def test_who_shared_nothing_gets_the_button_that_signs_in_again(self, app: Flask) -> None:
        tracked(app, "Thrall")

        answer = browser_of(app, signed_in(app)).get("/")

        assert "Battle.net has not shared your characters" in answer.text
        assert "Add my characters" in answer.text
        assert "as soon as" not in answer.text
        assert "Lantern" not in answer.text

    def test_whose_characters_were_looked_at_waits_for_nothing(self, app: Flask) -> None:
        jaina = signed_in(app)
        with app.app_context():
            character_id = add_member(add_guild(), "Jaina", left_at=NOON)
        own(app, jaina, character_id)

        answer = browser_of(app, jaina).get("/")

        assert "None of your characters is in a guild that is kept here" in answer.text
        assert "The one that Battle.net shared has" in answer.text
        assert "as soon as" not in answer.text
