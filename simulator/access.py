"""Client-credentials tokens: issuing and checking them."""

import base64
import binascii
import secrets
import string
import threading
import time
from urllib.parse import parse_qsl, unquote

import orjson

from simulator.wire import Answer, Request

_ALPHABET = string.ascii_letters + string.digits
_TOKEN_CHARACTERS = 32
_JSON = (("content-type", "application/json;charset=UTF-8"),)
_BASIC, _BEARER = "basic ", "bearer "


class TokenBook:
    """Knows which tokens live, and whose they are."""

    def __init__(self, life_seconds: int) -> None:
        self.life_seconds = life_seconds
        self._lock = threading.Lock()
        self._tokens: dict[str, tuple[str, float]] = {}

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
        value = request.headers.get("authorization", "")
        if not value.lower().startswith(_BEARER):
            return None
        client, ends = self._tokens.get(value[len(_BEARER) :].strip(), ("", 0.0))
        return client if ends > time.monotonic() else None

    def revoke_all(self) -> None:
        """Make every token given so far worthless."""
        with self._lock:
            self._tokens.clear()

    def issue(self, client: str) -> str:
        """Return a new token of a client."""
        token = "EU" + "".join(secrets.choice(_ALPHABET) for _ in range(_TOKEN_CHARACTERS))
        with self._lock:
            self._tokens[token] = (client, time.monotonic() + self.life_seconds)
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
