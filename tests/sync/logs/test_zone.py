"""Which raid is asked for."""

from datetime import UTC, datetime, timedelta

import orjson
from flask import Flask

from tests.support.logs_server import LogsServer, data
from tests.support.scripted_server import Asked, reply
from tests.sync.logs.conftest import LogsEngine
from webapp.clients.warcraftlogs import Zone
from webapp.database import transaction
from webapp.sync.logs.zone import keep_zone, season_zone, told_zone

BEFORE_ALL = datetime(2001, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 9, 1, tzinfo=UTC)


class TestSeasonZone:
    def test_the_seasons_newest_raid_is_asked_for(self) -> None:
        zone = season_zone("eu", NOW)

        assert zone is not None
        assert (zone.id, bool(zone.name)) == (53, True)

    def test_where_no_season_is_known_there_is_none(self) -> None:
        assert season_zone("eu", BEFORE_ALL) is None


class TestToldZone:
    def test_what_warcraft_logs_named_holds_for_a_day(self, app_on: Flask) -> None:
        with app_on.app_context(), transaction() as session:
            keep_zone(session, Zone(60, "Court"), NOW)

            within = told_zone(session, NOW + timedelta(hours=23))
            later = told_zone(session, NOW + timedelta(hours=24))

        assert (within, later) == (Zone(60, "Court"), None)


class TestAskedZone:
    def test_without_a_season_file_it_is_asked_for_once(self, logs: LogsEngine) -> None:
        logs.look()
        logs.engine.now = BEFORE_ALL
        logs.make_due()

        with LogsServer(_zones_or_nobody) as server:
            logs.answer_with(server)
            logs.look()
            logs.make_due()
            logs.look()

            asked = [question["query"].startswith("query Zones") for question in server.questions]
            zones = {question["variables"].get("zone") for question in server.questions[1:]}

        assert (asked, zones) == ([True, False, False], {60})


def _zones_or_nobody(asked: Asked) -> bytes:
    variables = orjson.loads(asked.body)["variables"]
    if not variables:
        raid = {"id": 60, "frozen": False, "difficulties": [{"id": 3}, {"id": 4}, {"id": 5}]}
        zones = [{**raid, "name": "Court", "encounters": [{"id": 1}]}]
        content = {"worldData": {"expansions": [{"id": 7, "zones": zones}]}}
        return reply(body=orjson.dumps({"data": content}))
    names = [name for name in variables if name.startswith("n")]
    return reply(body=orjson.dumps({"data": data(**{f"c{name[1:]}": None for name in names})}))
