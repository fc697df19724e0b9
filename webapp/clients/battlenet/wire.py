"""One question to Battle.net with everything that may happen on the way: pace, token, retries, breaker."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from webapp.clients.battlenet.answers import Answer, CallRecord
from webapp.clients.battlenet.endpoints import Endpoint
from webapp.clients.battlenet.errors import (
    BadPayload,
    BattleNetError,
    Forbidden,
    NotFound,
    RateLimited,
    Unauthorised,
    Unavailable,
)
from webapp.clients.battlenet.regions import Region
from webapp.clients.upstream.asking import UNAUTHORISED, Asking, Retries
from webapp.clients.upstream.classify import classify
from webapp.clients.upstream.door import Json, NotJson, read_with_text
from webapp.clients.upstream.retries import RefusalWatch
from webapp.lib import clock
from webapp.lib.governor import Governor, GovernorBusy, Slot
from webapp.lib.http import Http, HttpAnswer, HttpError

T = TypeVar("T")
CallHook = Callable[[CallRecord], None]

TOTAL_SECONDS = 20.0
_WAIT_FOR_SLOT = 5.0
_NOT_MODIFIED = 304
_LONGEST_DATE = 64
_EXCHANGE = "token"


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """One resource that is asked for."""

    endpoint: Endpoint[T]
    region: Region
    url: str
    path: str
    if_modified_since: str | None


class Tokens(Protocol):
    """Where a wire gets the token that it sends: the client's own, or a person's."""

    def at_hand(self) -> str | None:
        """Return a token that costs no call."""

    def current(self) -> str:
        """Return a token, even if that takes a call."""

    def reject(self, token: str) -> None:
        """Hear that a token was answered 401."""


class Wire:
    """Asks questions; threads share it."""

    def __init__(
        self,
        http: Http,
        tokens: Tokens,
        governor: Governor,
        *,
        interactive: bool,
        total_seconds: float,
        on_call: CallHook | None,
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._governor = governor
        self._interactive = interactive
        self._on_call = on_call
        self._retries = Retries(tokens.reject, total_seconds=total_seconds)
        self._refusals = RefusalWatch()

    def ask(self, question: Question[T]) -> Answer[T]:
        """Ask until there is an answer, attempts or time are used up, or asking again is no use."""
        asking = Asking(
            token=partial(self._token, question), attempt=partial(self._attempt, question), react=self._react
        )
        return self._retries.ask(asking)

    def _react(self, error: BattleNetError, has_no_hope: bool) -> None:  # noqa: FBT001 - a hook's signature
        """Tell the governor what concerns all calls of this client id."""
        match error:
            case RateLimited(status=int()):
                self._governor.pause(error.retry_after)
            case Unauthorised(status=int()) if has_no_hope:
                self._governor.refuse(
                    f"{error.status} to a fresh token" if error.status == UNAUTHORISED else str(error.detail)
                )
            case Forbidden() if self._refusals.is_refused_everywhere(error.path):
                self._governor.refuse("403 on one resource after another")
            case NotFound(status=int()):
                self._count_success()

    def _count_success(self) -> None:
        self._refusals.clear()
        self._governor.accept()

    def _token(self, question: Question[Any], until: float) -> str:
        """Return a token; a call for one is paced, and held back by the breaker, like every other."""
        if (token := self._tokens.at_hand()) is not None:
            return token
        self._wait_for_slot(question, until)
        started = time.monotonic()
        try:
            token = self._tokens.current()
        except BattleNetError as error:
            if isinstance(error, Unauthorised):
                self._governor.refuse(error.detail)
            self._tell_of_token(question.region, error, seconds=time.monotonic() - started)
            raise
        self._governor.accept()
        return token

    def _wait_for_slot(self, question: Question[Any], until: float) -> Slot:
        patience = min(_WAIT_FOR_SLOT, max(0.0, until - time.monotonic()))
        try:
            return self._governor.acquire(interactive=self._interactive, timeout=patience)
        except GovernorBusy as busy:
            raise self._classified(busy, question) from None

    def _renew_slot(self, slot: Slot, question: Question[Any], until: float) -> None:
        """Wait for another slot when the machine was so busy that this one lapsed on the way to the wire."""
        if self._governor.has_lapsed(slot):
            self._wait_for_slot(question, until)

    def _attempt(self, question: Question[T], token: str, attempt: int, until: float) -> Answer[T]:
        slot = self._wait_for_slot(question, until)
        started = time.monotonic()
        answer: HttpAnswer | None = None
        error: BattleNetError | None = None
        try:
            answer = self._http.get(
                question.url,
                headers=_headers(question, token),
                deadline=until - started,
                before_sending=partial(self._renew_slot, slot, question, until),
            )
            result = self._read(question, answer)
        except (HttpError, NotJson, BattleNetError) as problem:
            error = problem if isinstance(problem, BattleNetError) else self._classified(problem, question)
            raise error from (None if error is problem else problem)
        finally:
            self._record(question, answer, error, attempt=attempt, seconds=time.monotonic() - started)
        self._count_success()
        return result

    def _read(self, question: Question[T], answer: HttpAnswer) -> Answer[T]:
        if error := classify(answer, path=question.path, now=clock.now()):
            raise error
        if answer.status == _NOT_MODIFIED and question.if_modified_since is None:
            raise Unavailable("not modified since nothing", path=question.path, status=answer.status)
        last_modified = _date_to_echo(answer)
        if answer.status == _NOT_MODIFIED:
            return Answer(
                value=None,
                document=None,
                content_hash=None,
                last_modified=last_modified or question.if_modified_since,
                not_modified=True,
            )
        document, text = read_with_text(answer.body)
        return Answer(
            value=_parsed(question, document, answer.status),
            document=document,
            content_hash=hashlib.blake2b(answer.body, digest_size=16).hexdigest(),
            last_modified=last_modified,
            not_modified=False,
            text=text,
        )

    def _classified(
        self, problem: HttpError | NotJson | GovernorBusy, question: Question[Any]
    ) -> BattleNetError:
        error = classify(problem, path=question.path, now=clock.now())
        return error or Unavailable(path=question.path)

    def _tell_of_token(self, region: Region, error: BattleNetError, *, seconds: float) -> None:
        """Note that there is no token like every other answer that does not come."""
        if self._on_call is not None:
            self._on_call(
                CallRecord(
                    endpoint=_EXCHANGE,
                    region=region,
                    status=error.status,
                    seconds=seconds,
                    attempt=1,
                    not_modified=False,
                    word=error.word,
                    is_unreached=True,
                )
            )

    def _record(
        self,
        question: Question[Any],
        answer: HttpAnswer | None,
        error: BattleNetError | None,
        *,
        attempt: int,
        seconds: float,
    ) -> None:
        if self._on_call is None:
            return
        status = None if answer is None else answer.status
        self._on_call(
            CallRecord(
                endpoint=question.endpoint.name,
                region=question.region,
                status=status,
                seconds=seconds,
                attempt=attempt,
                not_modified=status == _NOT_MODIFIED,
                word=None if error is None else error.word,
                is_unreached=error is not None and error.is_unreached,
            )
        )


def _date_to_echo(answer: HttpAnswer) -> str | None:
    """Return Last-Modified as it came, unless it is nothing that can be stored and sent back."""
    date = answer.headers.get("Last-Modified") or ""
    return date if 0 < len(date) <= _LONGEST_DATE and date.isascii() and date.isprintable() else None


def _headers(question: Question[Any], token: str) -> Mapping[str, str]:
    """Return the headers: the token goes nowhere else, Last-Modified is echoed as it came."""
    headers = {"Authorization": f"Bearer {token}"}
    if question.if_modified_since is not None:
        headers["If-Modified-Since"] = question.if_modified_since
    return headers


def _parsed(question: Question[T], document: Mapping[str, Any], status: int) -> T:
    try:
        return question.endpoint.parse(Json(document, locale=question.region.locale))
    except BadPayload as error:
        raise BadPayload(error.problem, field=error.field, path=question.path, status=status) from None
