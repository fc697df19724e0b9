"""A call goes out in the moment that it was given, however busy the machine is."""

import time
from dataclasses import replace
from typing import Any

from tests.support.scripted_server import reply
from tests.support.upstream import SECRET, UNPACED, Upstream
from webapp.clients.battlenet import BattleNet
from webapp.clients.battlenet.regions import Region
from webapp.clients.upstream.token_store import TokenStore
from webapp.clients.upstream.tokens import ClientCredentials, TokenSource
from webapp.lib.governor import Governor
from webapp.lib.http import Http, HttpAnswer

LAPSE_AFTER = 0.03
STATUS = b'{"id":7,"is_valid":true}'


class BusyHttp(Http):
    """What stands between a slot and the wire takes long: once."""

    delay = 2 * LAPSE_AFTER

    def get(self, *words: Any, **named: Any) -> HttpAnswer:
        time.sleep(self.delay)
        self.delay = 0.0
        return super().get(*words, **named)


def used(upstream: Upstream, http: Http) -> int:
    """Return how many slots one call for a status took, the token's not counted."""
    governor = Governor(None, "abc", limits=replace(UNPACED, lapse_after=LAPSE_AFTER))
    credentials = ClientCredentials("id", SECRET, upstream.url + "/token")
    tokens = TokenSource(credentials, http, TokenStore(None, None, name="x"))
    tokens.current()
    client = BattleNet(http, tokens, governor, upstream.url)
    client.character_status(Region.EU, "draenor", "Thrall")
    client.close()
    return governor.state().used_this_hour


class TestSlots:
    def test_one_that_lapsed_on_the_way_to_the_wire_is_not_used(self) -> None:
        with Upstream(lambda _: reply(body=STATUS)) as upstream:
            assert used(upstream, BusyHttp({upstream.url}, user_agent="tests")) == 2

    def test_one_in_time_is(self) -> None:
        with Upstream(lambda _: reply(body=STATUS)) as upstream:
            assert used(upstream, Http({upstream.url}, user_agent="tests")) == 1
