"""What a person may start from a card."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from tests.support.roll import NOON, add_realm
from webapp.characters.actions import look_up
from webapp.extensions import db
from webapp.models import Character


class TestLookUp:
    def test_it_keeps_the_character_and_leads_to_its_page(self, app: Flask) -> None:
        with app.app_context():
            add_realm("argent-dawn", "Argent Dawn")

            path = look_up("EU", "argent-dawn", "Nobody", now=NOON)

            assert path == "/characters/eu/argent-dawn/Nobody"
            assert db.session.query(Character).count() == 1

    def test_what_cannot_be_a_name_is_refused_and_nothing_is_kept(self, app: Flask) -> None:
        with app.app_context():
            with pytest.raises(NotFound, match="2 to 12 letters"):
                look_up("eu", "argent-dawn", "No1", now=NOON)

            assert db.session.query(Character).count() == 0
