"""A part of the game's facts that fails leaves the others whole."""

from sqlalchemy import delete, select

from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.errors import ErrorWord
from webapp.models import GameData, Realm
from webapp.sync.game_answers import ask_for_game_data
from webapp.sync.gamedata import store_game_data


class TestAskForGameData:
    def test_an_index_that_is_not_there_costs_only_itself(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("status", kind="race-index", status=404)

        found = ask_for_game_data(synced.client, "us")

        assert {kind for kind, _key, _data in found.facts} == {"class", "spec", "period", "season"}
        assert (found.failed, found.realms is not None) == ({ErrorWord.NOT_FOUND: 1}, True)

    def test_realms_are_stored_although_classes_failed(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("status", kind="class-index", status=500)
        found = ask_for_game_data(synced.client, "us")
        with transaction() as session:
            session.execute(delete(GameData))
            store_game_data(session, "us", found, now=synced.now)

        assert db.session.scalar(select(Realm.id).where(Realm.region == "us")) is not None
