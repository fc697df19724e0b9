"""Sign people in at Battle.net: OpenID Connect with state, nonce and PKCE, by Authlib, carried by our Http.

Authlib's registry for Flask keeps one client for all apps of a process, and its state neither ends when we
say nor is used up by an error; so this is its client without Flask: who calls keeps what ``depart`` returns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import requests
from authlib.integrations.base_client import OAuthError
from joserfc.errors import JoseError

from webapp.clients.battlenet.errors import BadPayload, Unauthorised, Unavailable
from webapp.clients.battlenet.provider import Provider
from webapp.clients.upstream.classify import classify
from webapp.clients.upstream.tokens import ClientCredentials
from webapp.clients.upstream.transport import NONSENSE
from webapp.lib import clock
from webapp.lib.http import Http, HttpError

T = TypeVar("T")
OWN_CHARACTERS = "wow.profile"
LONGEST_BATTLETAG = 64
_HIGHEST_ID = 2**63 - 1
_UNKNOWN_CLIENT = frozenset({"invalid_client", "unauthorized_client"})


class NotProven(Exception):
    """Whoever came back has not proven who they are; ``reason`` is a word of ours, never the provider's."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send a browser, and what must be kept for its return."""

    url: str
    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What a browser brings back, beside what was kept for it."""

    code: str = field(repr=False)
    issuer: str | None
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who came back. The token reads their own characters, if they share them, and is kept nowhere."""

    bnet_id: int
    battletag: str | None
    shares_characters: bool
    token: str = field(repr=False)


class SignIn:
    """Sends people to Battle.net and learns who comes back; threads share it."""

    def __init__(self, http: Http, credentials: ClientCredentials, base: str) -> None:
        self._http = http
        self._provider = Provider(http, credentials, base)

    def close(self) -> None:
        """End what runs in the background: the watchdog of the connections."""
        self._http.close()

    def depart(self, redirect_uri: str) -> Departure:
        """Return where to send a browser; raises BattleNetError when Battle.net does not say where."""
        try:
            address = self._provider.create_authorization_url(redirect_uri)
        except HttpError as error:
            raise _unreached(error, "discovery") from error
        except (requests.RequestException, RuntimeError, *NONSENSE):
            raise BadPayload("no usable description of the sign-in", path="discovery") from None
        return Departure(address["url"], address["state"], address["nonce"], address["code_verifier"])

    def arrive(self, back: Return) -> Person:
        """Return who came back; raises NotProven, or BattleNetError when Battle.net does not say."""
        if not (back.nonce and back.verifier):
            raise NotProven("nothing_kept")  # Authlib compares no nonce with an empty one
        if back.issuer is not None and back.issuer != self._provider.issuer:
            raise NotProven("another_issuer")
        token = self._token(back)
        return person_of(token, self._claims(token, back.nonce))

    def _token(self, back: Return) -> Mapping[str, Any]:
        try:
            token: Mapping[str, Any] = self._provider.fetch_access_token(
                back.redirect_uri, code=back.code, code_verifier=back.verifier
            )
        except HttpError as error:
            raise _unreached(error, "token") from error
        except OAuthError as error:
            if error.error in _UNKNOWN_CLIENT:
                raise Unauthorised(
                    "the token endpoint refused the client id or secret", path="token"
                ) from None
            raise NotProven("code_refused") from None
        except (requests.RequestException, RuntimeError, *NONSENSE):
            raise Unavailable("no token in the answer", path="token") from None
        if not _is_token(token.get("access_token")):
            raise Unavailable("no token in the answer", path="token")
        if not isinstance(token.get("id_token"), str):
            raise NotProven("no_id_token")
        return token

    def _claims(self, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        try:
            claims: Mapping[str, Any] = self._provider.parse_id_token(token, nonce=nonce, leeway=60)
        except HttpError as error:
            raise _unreached(error, "keys") from error
        except requests.RequestException:
            raise Unavailable("no keys in the answer", path="keys") from None
        except (JoseError, OAuthError, *NONSENSE) as error:
            self._provider.forget_keys()  # they may be what was wrong
            raise NotProven(f"id_token_{type(error).__name__}") from None
        return claims


def _unreached(error: HttpError, path: str) -> Exception:
    return classify(error, path=path, now=clock.now()) or Unavailable(path=path)


def _is_token(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isprintable() and bool(value)


def person_of(token: Mapping[str, Any], claims: Mapping[str, Any]) -> Person:
    """Return whom checked claims speak of; raises NotProven where they name no account."""
    subject, tag = claims.get("sub"), claims.get("battle_tag")
    if not isinstance(subject, str) or not (subject.isascii() and subject.isdigit()):
        raise NotProven("no_account_number")
    if len(subject) > len(str(_HIGHEST_ID)) or not 0 < int(subject) <= _HIGHEST_ID:
        raise NotProven("no_account_number")
    return Person(
        bnet_id=int(subject),
        battletag=tag if isinstance(tag, str) and _is_battletag(tag) else None,
        shares_characters=_shares_characters(token),
        token=token["access_token"],
    )


def _is_battletag(tag: str) -> bool:
    """Say whether it can be stored and shown: no NUL, no half of a letter, nothing that turns lines round."""
    return 0 < len(tag) <= LONGEST_BATTLETAG and tag.isprintable()


def _shares_characters(token: Mapping[str, Any]) -> bool:
    """Say whether the consent covers the characters; an answer without a scope grants what was asked."""
    scope = token.get("scope")
    if scope is None:
        return True
    return OWN_CHARACTERS in (scope.split() if isinstance(scope, str) else scope)
