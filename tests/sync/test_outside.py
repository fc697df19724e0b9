"""The process's one way to Battle.net."""

from flask import Flask

from simulator import Simulator
from webapp.clients.battlenet import Region
from webapp.sync.outside import battlenet


class TestBattlenet:
    def test_one_client_is_shared_and_people_who_wait_have_another(self, app: Flask) -> None:
        with app.app_context():
            clients = [battlenet(), battlenet(), battlenet(interactive=True)]

        assert clients[0] is clients[1]
        assert clients[0] is not clients[2]

    def test_both_share_one_token(self, app: Flask, simulator: Simulator) -> None:
        with app.app_context():
            battlenet().realm_index(Region.EU)
            battlenet(interactive=True).realm_index(Region.EU)

        assert simulator.control.count("token") == 1

    def test_it_asks_where_the_settings_say(self, app: Flask, simulator: Simulator) -> None:
        with app.app_context():
            answer = battlenet().realm_index(Region.KR)

        assert answer.value is not None
        assert simulator.control.count("realm-index") == 1
