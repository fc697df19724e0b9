"""A raw server that hands out tokens like Battle.net and answers everything else as a test says."""

import socket
import time
from collections.abc import Callable
from dataclasses import replace

from cryptography.fernet import Fernet
from redis import Redis

from tests.support.scripted_server import Asked, ScriptedServer, reply
from webapp.clients.battlenet import BattleNet, BattleNetAccess, CallRecord, battlenet_from
from webapp.lib.governor import Limits
from webapp.lib.http import HttpLimits

SECRET = "s3cr3t-of-the-test-client"
# As fast as the machine allows, with pauses and probes that a test need not wait for.
UNPACED = Limits(
    per_second=5_000,
    per_hour=10**7,
    processes=1,
    shortest_pause=0.001,
    longest_pause=0.001,
    lapse_after=1,
    probe_every=0,
)


class Upstream(ScriptedServer):
    """Battle.net as a test wants it; ``answer`` gives the bytes of each data answer."""

    def __init__(
        self,
        answer: Callable[[Asked], bytes] = lambda _asked: reply(),
        *,
        token_life: float = 86_399,
        token_delay: float = 0.0,
    ) -> None:
        super().__init__(self._answer)
        self.answer = answer
        self.token_life = token_life
        self.token_delay = token_delay
        self.token_answer: bytes | None = None

    @property
    def token_calls(self) -> list[Asked]:
        """Calls of the token endpoint."""
        return [asked for asked in self.asked if asked.target == "/token"]

    @property
    def data_calls(self) -> list[Asked]:
        """All other calls."""
        return [asked for asked in self.asked if asked.target != "/token"]

    def _answer(self, connection: socket.socket, asked: Asked) -> None:
        if asked.target != "/token":
            connection.sendall(self.answer(asked))
            return
        time.sleep(self.token_delay)
        token = f'{{"access_token":"EUtoken{len(self.token_calls)}","token_type":"bearer"'
        body = f'{token},"expires_in":{self.token_life}}}'.encode()
        connection.sendall(self.token_answer or reply(body=body))
        if self.token_answer is not None:
            connection.shutdown(socket.SHUT_RDWR)  # it may have promised more than it says


def client_of(
    upstream: ScriptedServer,
    *,
    redis: Redis | None = None,
    cipher: Fernet | None = None,
    limits: Limits = UNPACED,
    deadline: float = 20.0,
    on_call: Callable[[CallRecord], None] | None = None,
) -> BattleNet:
    """Return a client that asks this server."""
    access = BattleNetAccess(
        client_id="test-client", client_secret=SECRET, api_base=upstream.url, oauth_base=upstream.url
    )
    return battlenet_from(
        access,
        redis=redis,
        cipher=cipher,
        limits=limits,
        http_limits=replace(HttpLimits(), deadline=deadline),
        on_call=on_call,
    )
