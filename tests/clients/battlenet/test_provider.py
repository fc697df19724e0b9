"""A discovery document is believed for a day, and only while it speaks of the provider that was asked."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.scripted_server import Asked, ScriptedServer, reply
from tests.support.upstream import SECRET
from webapp.clients.battlenet import BadPayload, BattleNetError
from webapp.clients.battlenet.provider import ALGORITHMS, Provider
from webapp.clients.upstream.tokens import ClientCredentials
from webapp.lib.http import Http

PLACES = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks"}
ELSEWHERE = "https://mallory.invalid"
Change = Callable[[dict[str, Any]], dict[str, Any]]


def document(base: str) -> dict[str, Any]:
    return {"issuer": base, **{field: base + path for field, path in PLACES.items()}}


def discovered(change: Change, *, times: int = 1) -> tuple[dict[str, Any], list[Asked]]:
    """Return what a provider is believed to have said, and what it was asked."""
    with ScriptedServer(lambda connection, _: connection.sendall(answer)) as server:
        answer = reply(body=json.dumps(change(document(server.url))).encode())
        http = Http({server.url}, user_agent="test")
        provider = Provider(http, ClientCredentials("muster", SECRET, f"{server.url}/token"), server.url)
        try:
            for _ in range(times):
                metadata = provider.load_server_metadata()
        finally:
            http.close()
        return metadata, server.asked


class TestDiscovery:
    def test_is_asked_once(self) -> None:
        metadata, asked = discovered(lambda said: said, times=3)

        assert [one.target for one in asked] == ["/.well-known/openid-configuration"]
        assert metadata["token_endpoint"].endswith("/token")

    @pytest.mark.parametrize("field", ["issuer", *PLACES])
    @pytest.mark.parametrize(
        "value", [ELSEWHERE, f"{ELSEWHERE}/token", "", "http://127.0.0.1@mallory.invalid/"]
    )
    def test_that_speaks_of_somebody_else_is_refused(self, field: str, value: str) -> None:
        with pytest.raises(BadPayload):
            discovered(lambda said: said | {field: value})

    @pytest.mark.parametrize("field", ["issuer", *PLACES])
    def test_that_is_odd_is_refused(self, field: str) -> None:
        with pytest.raises((BattleNetError, LookupError, TypeError, AttributeError)):
            discovered(lambda said: said | {field: None})

    @pytest.mark.parametrize("offered", [["none"], ["HS256"], "none", None])
    def test_cannot_weaken_the_signature(self, offered: object) -> None:
        metadata, _ = discovered(lambda said: said | {"id_token_signing_alg_values_supported": offered})

        assert metadata["id_token_signing_alg_values_supported"] == ALGORITHMS

    def test_cannot_tell_authlib_anything_else(self) -> None:
        metadata, _ = discovered(lambda said: said | {"client_secret": "x", "grant_type": "password"})

        assert {"client_secret", "grant_type"}.isdisjoint(metadata)
