"""Read a person's own list of characters with the token that they gave, which is forgotten at once."""

from dataclasses import replace
from typing import Any, TypeVar

from webapp.clients.battlenet import endpoints
from webapp.clients.battlenet.answers import Answer
from webapp.clients.battlenet.errors import Unauthorised
from webapp.clients.battlenet.payloads.account import Account
from webapp.clients.battlenet.regions import Region
from webapp.clients.battlenet.wire import CallHook, Question, Wire
from webapp.clients.upstream.asking import UNAUTHORISED
from webapp.lib.governor import Governor
from webapp.lib.http import Http, HttpAnswer

T = TypeVar("T")

TOTAL_SECONDS = 10.0
"""How long all attempts together may take: somebody waits in front of a browser."""
_REMOVED = b"[removed]"


class AccountReader:
    """Reads accounts; threads share it. It keeps no token, and no error holds one.

    A token that is refused says nothing about the client, so it stops nobody else's calls.
    """

    def __init__(
        self,
        http: Http,
        governor: Governor,
        api_base: str,
        *,
        total_seconds: float = TOTAL_SECONDS,
        on_call: CallHook | None = None,
    ) -> None:
        self._http = http
        self._governor = governor
        self._api_base = api_base.rstrip("/")
        self._total_seconds = total_seconds
        self._on_call = on_call

    def close(self) -> None:
        """End what runs in the background: the watchdog of the connections."""
        self._http.close()

    def account(self, region: Region, token: str) -> Account:
        """Fetch the account that a token belongs to; raises BattleNetError, NotFound where nobody plays."""
        region = Region(region)
        address = endpoints.ACCOUNT.address(region, {})
        question = Question(
            endpoint=endpoints.ACCOUNT,
            region=region,
            url=self._api_base.replace("{region}", region) + address,
            path=address.partition("?")[0],
            if_modified_since=None,
        )
        value = self._wire(token).ask(question).value
        if value is None:
            raise AssertionError("unreachable: a wire without a date is never answered 304")
        return value

    def _wire(self, token: str) -> "_PersonsWire":
        return _PersonsWire(
            self._http,
            _PersonsToken(token),
            self._governor,
            interactive=True,
            total_seconds=self._total_seconds,
            on_call=self._on_call,
        )


class _PersonsToken:
    """A token that cannot be renewed: once refused there is none."""

    def __init__(self, token: str) -> None:
        self._token: str | None = token

    def at_hand(self) -> str | None:
        return self._token

    def current(self) -> str:
        raise Unauthorised(
            "Battle.net refused what this person gave", path=endpoints.ACCOUNT.path, status=UNAUTHORISED
        )

    def reject(self, token: str) -> None:
        if token == self._token:
            self._token = None


class _PersonsWire(Wire):
    """The same wire, but a refusal concerns one person only, and what is quoted holds no token."""

    def _token(self, question: Question[Any], until: float) -> str:  # noqa: ARG002 - what a client's needs
        return self._tokens.at_hand() or self._tokens.current()  # the breaker is not told

    def _read(self, question: Question[T], answer: HttpAnswer) -> Answer[T]:
        token = (self._tokens.at_hand() or "").encode()
        return super()._read(question, replace(answer, body=answer.body.replace(token, _REMOVED)))
