"""A raw server that plays Warcraft Logs as a test says: tokens, and one answer for each question."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import orjson
from cryptography.fernet import Fernet
from redis import Redis

from tests.support.scripted_server import Asked, ScriptedServer, reply
from webapp.clients.warcraftlogs import QueryRecord, WarcraftLogs, WarcraftLogsAccess, warcraftlogs_from
from webapp.lib.http import HttpLimits

RATE = {"limitPerHour": 3600, "pointsSpentThisHour": 10.0, "pointsResetIn": 1800}
RANKED: dict[str, Any] = {
    "zone": 53,
    "difficulty": 5,
    "metric": "dps",
    "partition": 2,
    "bestPerformanceAverage": 91.27,
    "medianPerformanceAverage": 80.0,
    "rankings": [
        {
            "encounter": {"id": 3401, "name": "Doorwarden"},
            "rankPercent": 99.96,
            "medianPercent": 71,
            "totalKills": 4,
            "spec": "Frost",
            "bestSpec": "Fire",
        },
        {
            "encounter": {"id": 3402, "name": "Choir"},
            "rankPercent": None,
            "medianPercent": None,
            "totalKills": 0,
        },
    ],
}
KNOWN = {"id": 7, "hidden": False, "zoneRankings": RANKED}


def data(rate: Mapping[str, Any] | None = None, **characters: Any) -> dict[str, Any]:
    """Return the data of an answer with these aliases."""
    return {"rateLimitData": RATE if rate is None else rate, "characterData": characters}


def everybody(asked: Asked, character: Any = KNOWN, **rate: float) -> bytes:
    """Answer with the same for each character that is asked for."""
    names = [name for name in orjson.loads(asked.body)["variables"] if name.startswith("n")]
    characters = {f"c{name[1:]}": character for name in names}
    return reply(body=orjson.dumps({"data": data(RATE | rate, **characters)}))


class LogsServer(ScriptedServer):
    """Warcraft Logs as a test wants it."""

    def __init__(self, answer: Callable[[Asked], bytes] = everybody) -> None:
        super().__init__(self._answer)
        self.answer = answer
        self.token_answer: bytes | None = None

    @property
    def token_calls(self) -> list[Asked]:
        """Calls of the token endpoint."""
        return [asked for asked in self.asked if asked.target == "/oauth/token"]

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The bodies of all other calls."""
        return [orjson.loads(asked.body) for asked in self.asked if asked.target != "/oauth/token"]

    def _answer(self, connection: socket.socket, asked: Asked) -> None:
        if asked.target != "/oauth/token":
            connection.sendall(self.answer(asked))
            return
        token = f'{{"access_token":"token{len(self.token_calls)}","token_type":"Bearer","expires_in":9999}}'
        connection.sendall(self.token_answer or reply(body=token.encode()))


def client_of(
    server: ScriptedServer,
    *,
    redis: Redis | None = None,
    cipher: Fernet | None = None,
    deadline: float = 20.0,
    on_query: Callable[[QueryRecord], None] | None = None,
) -> WarcraftLogs:
    """Return a client that asks this server."""
    access = WarcraftLogsAccess(client_id="test-client", client_secret="hush-hush-hush", base=server.url)
    limits = replace(HttpLimits(), deadline=deadline)
    return warcraftlogs_from(access, redis=redis, cipher=cipher, http_limits=limits, on_query=on_query)
