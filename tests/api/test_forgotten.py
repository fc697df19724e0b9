"""Who asked to be forgotten has no card, whatever a program gives."""

from flask import Flask

from tests.api.conftest import program
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import CharacterEnrichmentCache, ForgottenCharacter
from webapp.models.forgotten import address_hash

GONE = {"region": "US", "realm": "area-52", "characterName": "Playername"}


class TestForgotten:
    def test_a_card_of_theirs_is_refused_by_name_and_not_kept(self, app_on: Flask) -> None:
        hashed = address_hash("us", "area-52", "Playername")
        with app_on.app_context(), transaction() as session:
            session.add(ForgottenCharacter(region="us", bnet_character_id=7, address_hash=hashed))

        answer = program(app_on).give(**{**GONE, "characterName": "playerNAME"}, playerCard={"a": 1})

        problem = answer.json or {}
        assert answer.status_code == 409
        assert "asked to be forgotten" in problem["detail"]
        with app_on.app_context():
            assert db.session.query(CharacterEnrichmentCache).count() == 0

    def test_namesakes_elsewhere_are_kept(self, app_on: Flask) -> None:
        hashed = address_hash("us", "area-52", "Playername")
        with app_on.app_context(), transaction() as session:
            session.add(ForgottenCharacter(region="us", bnet_character_id=7, address_hash=hashed))

        answer = program(app_on).give(**{**GONE, "region": "EU"}, playerCard={"a": 1})

        assert answer.status_code == 201
