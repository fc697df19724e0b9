"""Authlib's OpenID client for Battle.net: calls are bounded, discovery is checked before it is believed."""

import time
from typing import Any

from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session

from webapp.clients.battlenet.errors import BadPayload, Unavailable
from webapp.clients.upstream.breaker import Breaker
from webapp.clients.upstream.classify import classify
from webapp.clients.upstream.tokens import ClientCredentials
from webapp.clients.upstream.transport import BoundedTransport, carry
from webapp.lib import clock
from webapp.lib.http import Http, HttpAnswer, TimedOut
from webapp.lib.origins import origin_of

DEADLINE = 6.0
"""How many seconds each call may take: somebody waits in front of a browser."""
LEFT_ALONE_FOR = 30.0
"""For so many seconds after a discovery document that did not come, nobody waits for it."""
SCOPE = "openid wow.profile"
ALGORITHMS = ["RS256"]
"""What id_tokens are signed with; whatever the provider announces, nothing weaker is accepted."""
_DISCOVERY = "/.well-known/openid-configuration"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_BELIEVED_FOR = 86_400.0
_TOLD_TO_AUTHLIB = frozenset({200, 400, 401, 403})
_ALPHABET = str.maketrans("+/", "-_")


class Provider(OAuth2Mixin, OpenIDMixin, BaseApp):  # type: ignore[misc] # authlib has no types
    """One client id at one provider; threads share it."""

    client_cls = OAuth2Session
    server_metadata: dict[str, Any]

    def __init__(self, http: Http, credentials: ClientCredentials, base: str) -> None:
        super().__init__(
            framework=None,
            name="battlenet",
            client_id=credentials.client_id,
            client_secret=credentials.client_secret,
            client_kwargs={"scope": SCOPE, "code_challenge_method": "S256"},
            server_metadata_url=f"{base}{_DISCOVERY}",
        )
        self.issuer = base
        self._breaker = Breaker(LEFT_ALONE_FOR)
        self._transport = BoundedTransport(http, deadline=DEADLINE, judge=_judge)

    def load_server_metadata(self) -> dict[str, Any]:
        """Return the discovery document; one that names another issuer or host is refused, not kept."""
        loaded_at = self.server_metadata.get("_loaded_at", -_BELIEVED_FOR)
        if time.monotonic() - loaded_at >= _BELIEVED_FOR:
            self.server_metadata = self._checked(self._discover()) | {"_loaded_at": time.monotonic()}
        return self.server_metadata

    def _discover(self) -> Any:
        """Ask for the document; while it does not come in time, nobody else waits for it."""
        if not self._breaker.lets_through():
            raise Unavailable("did not answer in time just now", path=_DISCOVERY)
        with self._breaker.watching(TimedOut), self._get_session() as session:
            answer = session.get(self._server_metadata_url, withhold_token=True)
        return answer.json()

    def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - authlib's signature
        """Return the keys; Battle.net writes plain base64, where joserfc reads only the standard's form."""
        keys: dict[str, Any] = super().fetch_jwk_set(force)
        for key in keys["keys"]:
            key["n"] = key["n"].translate(_ALPHABET).rstrip("=")
        return keys

    def forget_keys(self) -> None:
        """Ask for the keys again next time."""
        self.server_metadata.pop("jwks", None)

    def _checked(self, metadata: dict[str, Any]) -> dict[str, Any]:
        if metadata["issuer"] != self.issuer:
            raise BadPayload("another issuer", field="$.issuer", path=_DISCOVERY)
        checked: dict[str, Any] = {"issuer": self.issuer, "id_token_signing_alg_values_supported": ALGORITHMS}
        for field in _ENDPOINTS:
            if origin_of(metadata[field]) != origin_of(self.issuer):
                raise BadPayload("another host", field=f"$.{field}", path=_DISCOVERY)
            checked[field] = metadata[field]
        return checked

    def _get_session(self) -> OAuth2Session:
        return self._carried(super()._get_session())

    def _get_oauth_client(self, **metadata: Any) -> OAuth2Session:
        return self._carried(super()._get_oauth_client(**metadata))

    def _carried(self, session: OAuth2Session) -> OAuth2Session:
        carry(session, self._transport)
        return session


def _judge(answer: HttpAnswer, path: str) -> None:
    """Raise for what is no answer of a provider: Authlib reads refusals, and would follow a redirect."""
    if answer.status not in _TOLD_TO_AUTHLIB:
        error = classify(answer, path=path.partition("?")[0], now=clock.now())
        raise error or BadPayload("not an answer", path=path, status=answer.status)
