"""Tokens of clients and of people who signed in: issuing and checking them."""

import base64
import binascii
import secrets
import string
import threading
import time
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

import orjson

from simulator.accounts import Account
from simulator.wire import Answer, Request

_ALPHABET = string.ascii_letters + string.digits
_TOKEN_CHARACTERS = 32
_JSON = (("content-type", "application/json;charset=UTF-8"),)
_BASIC, _BEARER = "basic ", "bearer "


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a token until a monotonic second: a client, and whoever signed in there, if anybody did."""

    client: str
    ends: float
    account: Account | None = None
    scopes: tuple[str, ...] = ()


class TokenBook:
    """Knows which tokens live, and whose they are."""

    def __init__(self, life_seconds: int) -> None:
        self.life_seconds = life_seconds
        self._lock = threading.Lock()
        self._tokens: dict[str, Bearer] = {}

    def grant(self, request: Request) -> Answer:
        """Answer a call of the token endpoint."""
        form = dict(parse_qsl(request.body.decode("latin-1")))
        if request.method != "POST":
            return _refusal(400, "invalid_request", "The token endpoint takes POST only")
        if form.get("grant_type", request.query.get("grant_type")) != "client_credentials":
            return _refusal(400, "unsupported_grant_type", "Only client_credentials is granted here")
        client = client_in(request, form)
        if client is None:
            return _refusal(401, "invalid_client", "Bad client credentials")
        body = {
            "access_token": self.issue(client),
            "token_type": "bearer",
            "expires_in": self.life_seconds,
            "sub": client,
        }
        return Answer(200, orjson.dumps(body), _JSON)

    def client_of(self, request: Request) -> str | None:
        """Return the client whose living token the request bears, if any."""
        bearer = self.bearer_of(request)
        return None if bearer is None else bearer.client

    def bearer_of(self, request: Request) -> Bearer | None:
        """Return who holds the living token that the request bears, if it bears one."""
        value = request.headers.get("authorization", "")
        return self.holder(value[len(_BEARER) :].strip()) if value.lower().startswith(_BEARER) else None

    def holder(self, token: str) -> Bearer | None:
        """Return who holds a token, if it lives."""
        bearer = self._tokens.get(token)
        return bearer if bearer is not None and bearer.ends > time.monotonic() else None

    def revoke_all(self) -> None:
        """Make every token given so far worthless."""
        with self._lock:
            self._tokens.clear()

    def revoke(self, token: str) -> None:
        """Make one token worthless."""
        with self._lock:
            self._tokens.pop(token, None)

    def revoke_of(self, account: Account) -> int:
        """Make a person's tokens worthless, and say how many they were."""
        with self._lock:
            ended = [token for token, bearer in self._tokens.items() if bearer.account == account]
            for token in ended:
                del self._tokens[token]
        return len(ended)

    def issue(self, client: str, account: Account | None = None, scopes: tuple[str, ...] = ()) -> str:
        """Return a new token of a client, or of a person who signed in there."""
        token = "EU" + "".join(secrets.choice(_ALPHABET) for _ in range(_TOKEN_CHARACTERS))
        with self._lock:
            self._tokens[token] = Bearer(client, time.monotonic() + self.life_seconds, account, scopes)
        return token


def client_in(request: Request, form: dict[str, str]) -> str | None:
    """Return the client that a token request names with a secret, in its form or by HTTP basic."""
    value = request.headers.get("authorization", "")
    client, secret = form.get("client_id", ""), form.get("client_secret", "")
    if value.lower().startswith(_BASIC):
        try:
            decoded = base64.b64decode(value[len(_BASIC) :], validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return None
        client, _, secret = decoded.partition(":")
    return unquote(client) if client and secret else None


def _refusal(status: int, error: str, description: str) -> Answer:
    return Answer(status, orjson.dumps({"error": error, "error_description": description}), _JSON)
