"""Deny by default, and closed where the data would be real."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.roll import PAGE, tracked
from webapp import create_app
from webapp.config import Settings
from webapp.web.gate import NOT_OPEN_YET


class TestCheck:
    @pytest.mark.parametrize("path", ["/", PAGE, PAGE + "_table", PAGE + "_strip"])
    def test_pages_are_open_while_battlenet_is_played(
        self, app: Flask, client: FlaskClient, path: str
    ) -> None:
        tracked(app)

        assert client.get(path).status_code == 200

    @pytest.mark.parametrize("path", [PAGE, PAGE + "_table", PAGE + "_strip"])
    def test_pages_of_real_guilds_are_closed_with_a_sentence(self, settings: Settings, path: str) -> None:
        real = replace(settings, battlenet_api_base="https://{region}.api.blizzard.com")

        answer = create_app(real).test_client().get(path)

        assert answer.status_code == 403
        assert NOT_OPEN_YET in answer.text
        assert "To the guilds" not in answer.text

    def test_a_view_that_declares_nothing_is_never_reached(self, app: Flask) -> None:
        app.add_url_rule("/forgotten", "forgotten", lambda: "reached")

        answer = app.test_client().get("/forgotten")

        assert answer.status_code == 403
        assert "reached" not in answer.text
