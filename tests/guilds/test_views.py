"""The first page: the guilds, or why there are none to see."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.roll import tracked
from webapp import create_app
from webapp.config import Settings


class TestHome:
    def test_it_lists_the_guilds(self, app: Flask, client: FlaskClient) -> None:
        tracked(app, "Thrall")

        assert "<bdi>Lantern Watch</bdi>" in client.get("/").text

    def test_without_a_guild_it_gives_the_command(self, client: FlaskClient) -> None:
        assert "./dev flask guild add REGION/REALM/NAME" in client.get("/").text


class TestHomeWhileClosed:
    @pytest.fixture
    def closed(self, app: Flask, settings: Settings) -> FlaskClient:
        """Give a browser for a server of real guilds, one of them tracked."""
        tracked(app, "Thrall")
        real = replace(settings, battlenet_api_base="https://{region}.api.blizzard.com")
        return create_app(real).test_client()

    def test_it_says_when_pages_open_and_which_commands_print_the_same(self, closed: FlaskClient) -> None:
        answer = closed.get("/")

        assert answer.status_code == 200
        assert "open when people can sign in" in answer.text
        assert "flask guild list" in answer.text
        assert "flask guild roster REGION/REALM/NAME" in answer.text

    def test_it_tells_nothing_of_any_guild(self, closed: FlaskClient) -> None:
        assert "Lantern" not in closed.get("/").text
