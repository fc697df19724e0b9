"""The card says that a file told of somebody, and whether Battle.net has been asked."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import update

from tests.search.everybody.test_unguilded import store
from tests.support.signed_in import browser_of, signed_in
from webapp.characters.facts import FileFacts
from webapp.characters.in_files import file_facts
from webapp.characters.queries import typed_address
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
CARD = "/characters/eu/frostwolf/Thrall"
SAID = {"name": "Thrall", "class": "DEATH_KNIGHT", "race": "Orc", "level": 60, "updated_at": "2024-01-02"}


def page_of(app: Flask) -> str:
    return browser_of(app, signed_in(app)).get(CARD).text


class TestFileFacts:
    def test_a_key_that_two_names_share_is_not_enough(self, app: Flask) -> None:
        with app.app_context():
            store(NOW, {"name": "Straße", "level": 60})

            assert file_facts(db.session(), typed_address("eu", "frostwolf", "Strasse")) is None
            assert file_facts(db.session(), typed_address("eu", "frostwolf", "STRAßE")) == FileFacts(
                NOW, None, None, None, 60
            )


class TestCard:
    def test_before_any_look_it_tells_what_the_file_says(self, app_on: Flask) -> None:
        with app_on.app_context():
            store(NOW, SAID)

        page = page_of(app_on)

        assert (
            "From a file of your old tool, imported on 3 March 2026; not looked at by Battle.net yet." in page
        )
        assert "Death Knight" in page
        assert "Changed there last on 2 January 2024" in page

    def test_whom_battle_net_does_not_know_is_still_told_of(self, app: Flask) -> None:
        with app.app_context():
            store(NOW, SAID)
            with transaction() as session:
                seen = {"attempted_at": clock.now(), "outcome": "not_found", "failures": 1}
                session.execute(update(Character).values(seen))

        assert "Battle.net was asked and showed nobody." in page_of(app)

    def test_it_is_not_for_who_is_not_signed_in(self, app: Flask) -> None:
        with app.app_context():
            store(NOW, SAID)

        assert browser_of(app, None).get(CARD).status_code == 404
