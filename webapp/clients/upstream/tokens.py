"""The client-credentials token: one for all threads and processes, renewed before it ends.

The exchange itself is Authlib's; its transport is ours, so that deadline, caps and allow-list hold there too.
Authlib renews without a lock (eight threads, three calls), hence the single flight here.
"""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import requests
import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

from webapp.clients.upstream.classify import classify
from webapp.clients.upstream.errors import Unauthorised, Unavailable, UpstreamError
from webapp.clients.upstream.token_store import Token, TokenStore
from webapp.clients.upstream.transport import NONSENSE, BoundedTransport, carry
from webapp.lib import clock
from webapp.lib.http import Http, HttpAnswer, HttpError

_log = structlog.get_logger(__name__)
_DEADLINE = 10.0
_OK = 200
_UNSTATED_LIFE = 300.0
_LONGEST_LIFE = 400 * 86_400.0  # Warcraft Logs gives tokens for a year
_WAIT_FOR_OTHERS = 5.0
_LONGEST_REST = 30.0


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Who we are to a service."""

    client_id: str
    client_secret: str = field(repr=False)
    token_url: str


class TokenSource:
    """Gives the token to all threads of a process."""

    def __init__(
        self,
        credentials: ClientCredentials,
        http: Http,
        store: TokenStore,
        *,
        wall: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._credentials = credentials
        self._http = http
        self._store = store
        self._wall, self._sleep = wall, sleep
        self._renewing = threading.Lock()
        self._token: Token | None = None
        self._rejected = ""
        self._failures = 0
        self._rests_until = 0.0
        self._last_error: UpstreamError | None = None

    def at_hand(self) -> str | None:
        """Return the token that this process holds, if it need not be renewed yet."""
        token = self._token
        return token.value if token is not None and token.is_fresh(self._wall()) else None

    def current(self) -> str:
        """Return a token that can be sent; raises the error of the token endpoint when there is none."""
        token, now = self._token, self._wall()
        if token is not None and token.is_fresh(now):
            return token.value
        if token is not None and token.is_usable(now):
            return self._renewed_early(token)
        with self._renewing:
            token = self._token
            if token is None or not token.is_usable(self._wall()):
                token = self._token = self._renew(wait_for_others=True)
            return token.value

    def reject(self, token: str) -> None:
        """Say that a token was answered 401: it is not given out again."""
        with self._renewing:
            self._rejected = token
            if self._token is not None and self._token.value == token:
                self._token = None

    def _renewed_early(self, token: Token) -> str:
        """Let one thread renew while the others go on; a token endpoint that is down changes nothing."""
        if not self._renewing.acquire(blocking=False):
            return token.value
        try:
            if self._wall() >= self._rests_until:
                self._token = self._renew(wait_for_others=False, fallback=token)
        except UpstreamError as error:
            _log.warning("token_renewal_failed", word=error.word, status=error.status)
        finally:
            self._renewing.release()
        return token.value if self._token is None else self._token.value

    def _renew(self, *, wait_for_others: bool, fallback: Token | None = None) -> Token:
        if shared := self._shared_token():
            return shared
        if self._last_error is not None and self._wall() < self._rests_until:
            raise self._last_error
        with self._store.renewing() as is_ours:
            if is_ours:
                return self._shared_token() or self._fetch()
            if fallback is not None:
                return fallback
        return (self._wait_for_others() if wait_for_others else None) or self._fetch()

    def _shared_token(self) -> Token | None:
        token = self._store.load()
        if token is None or token.value == self._rejected or not token.is_fresh(self._wall()):
            return None
        return token

    def _wait_for_others(self) -> Token | None:
        """Wait for the process that renews; None when it takes too long."""
        until = self._wall() + _WAIT_FOR_OTHERS
        while self._wall() < until:
            if shared := self._shared_token():
                return shared
            self._sleep(random.uniform(0.03, 0.08))
        return None

    def _fetch(self) -> Token:
        started = self._wall()
        try:
            token = _exchange(self._credentials, self._http, now=started)
        except UpstreamError as error:
            self._failures += 1
            rest = min(_LONGEST_REST, 2.0**self._failures) * random.uniform(0.5, 1.0)
            self._rests_until, self._last_error = self._wall() + rest, error
            raise
        self._failures, self._last_error = 0, None
        self._store.save(token, now=started)
        return token


def _judge(answer: HttpAnswer, path: str) -> None:
    """Raise unless it is 200: here every 4xx but 404, 408 and 429 says that the client is not known."""
    if answer.status != _OK:
        raise _refusal(classify(answer, path=path, now=clock.now()), path, answer.status)


def _refusal(error: UpstreamError | None, path: str, status: int) -> UpstreamError:
    if error is None:
        return Unavailable("no token in the answer", path=path, status=status)
    if error.status in {400, 401, 403}:
        return Unauthorised("the token endpoint refused the client id or secret", path=path, status=status)
    return error if error.is_retryable else Unavailable(error.detail, path=path, status=status)


def _exchange(credentials: ClientCredentials, http: Http, *, now: float) -> Token:
    """Ask for a token; errors never hold what was sent or received."""
    session = OAuth2Session(credentials.client_id, credentials.client_secret)
    carry(session, BoundedTransport(http, deadline=_DEADLINE, judge=_judge))
    path = "token"
    try:
        answer = session.fetch_token(
            credentials.token_url, grant_type="client_credentials", allow_redirects=False
        )
    except HttpError as error:
        problem = classify(error, path=path, now=clock.now())
        raise problem or Unavailable(path=path) from error
    except (OAuthError, requests.RequestException, *NONSENSE):
        raise Unavailable("no token in the answer", path=path) from None
    return _read_token(answer, now)


def _read_token(answer: Mapping[str, object], now: float) -> Token:
    value, life = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or not value:
        raise Unavailable("no token in the answer", path="token")
    if not isinstance(life, int | float) or not 0 < life <= _LONGEST_LIFE:
        life = _UNSTATED_LIFE
    return Token(value=value, obtained_at=now, expires_at=now + life)
