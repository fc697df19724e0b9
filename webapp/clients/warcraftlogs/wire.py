"""One question to Warcraft Logs with everything that may happen on the way: points, token, retries."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson

from webapp.clients.upstream.asking import Asking, Retries
from webapp.clients.upstream.classify import classify
from webapp.clients.upstream.door import Json, NotJson, read_document
from webapp.clients.upstream.errors import (
    BadPayload,
    Forbidden,
    NotFound,
    RateLimited,
    Unauthorised,
    Unavailable,
    UpstreamError,
)
from webapp.clients.upstream.tokens import TokenSource
from webapp.clients.warcraftlogs.points import Rate, is_amount
from webapp.clients.warcraftlogs.points_governor import PointsGovernor
from webapp.clients.warcraftlogs.refusals import PATH, error_of, errors_of
from webapp.lib import clock
from webapp.lib.errors import ErrorWord
from webapp.lib.governor import GovernorBusy
from webapp.lib.http import Http, HttpAnswer, HttpError

TOTAL_SECONDS = 20.0
ATTEMPTS = 2
EXCHANGE = "token"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRecord:
    """One attempt on the wire, or at a token; ``status`` is None when no answer came.

    ``is_unreached``: there was no connection or no token, so that nobody can be asked about.
    """

    question: str
    status: int | None
    seconds: float
    word: ErrorWord | None
    is_unreached: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its variables; ``characters`` is what its price grows with."""

    name: str
    query: str
    variables: Mapping[str, Any]
    characters: int


QueryHook = Callable[[QueryRecord], None]


class Wire:
    """Asks questions; threads share it."""

    def __init__(
        self,
        http: Http,
        tokens: TokenSource,
        points: PointsGovernor,
        url: str,
        *,
        on_query: QueryHook | None,
    ) -> None:
        self._http, self._tokens, self._points, self._url = http, tokens, points, url
        self._on_query = on_query
        self._retries = Retries(tokens.reject, total_seconds=TOTAL_SECONDS, attempts=ATTEMPTS)

    def ask(self, question: Question) -> Mapping[str, Any]:
        """Return the answer's document, which may hold errors beside data; raises UpstreamError."""
        asking = Asking(token=self._token, attempt=partial(self._attempt, question), react=self._react)
        return self._retries.ask(asking)

    def _react(self, error: UpstreamError, has_no_hope: bool) -> None:  # noqa: FBT001 - a hook's signature
        """Tell the governor what concerns all questions of this key."""
        match error:
            case RateLimited(status=int()):
                self._points.pause(error.retry_after)
            case Unauthorised(status=int()) if has_no_hope:
                self._points.refuse(error.detail)
            case Unavailable():
                self._points.fail()

    def _token(self, _until: float) -> str:
        """Return a token; that there is none is noted like every other answer that does not come."""
        started = time.monotonic()
        try:
            return self._tokens.current()
        except UpstreamError as error:
            if isinstance(error, Unauthorised):
                self._points.refuse(error.detail)
            self._tell(EXCHANGE, error.status, error, started=started, is_unreached=True)
            raise

    def _attempt(self, question: Question, token: str, _number: int, until: float) -> Mapping[str, Any]:
        self._set_aside(question)
        started = time.monotonic()
        answer: HttpAnswer | None = None
        error: UpstreamError | None = None
        try:
            answer = self._post(question, token, deadline=until - started)
            document = _read(answer)
        except (HttpError, NotJson, UpstreamError) as problem:
            error = problem if isinstance(problem, UpstreamError) else _classified(problem)
            raise error from (None if error is problem else problem)
        finally:
            status, is_unreached = (
                None if answer is None else answer.status,
                error is not None and error.is_unreached,
            )
            self._tell(question.name, status, error, started=started, is_unreached=is_unreached)
        self._learn(document, question)
        return document

    def _set_aside(self, question: Question) -> None:
        try:
            self._points.acquire(question.characters)
        except GovernorBusy as busy:
            raise _classified(busy) from None

    def _post(self, question: Question, token: str, *, deadline: float) -> HttpAnswer:
        body = orjson.dumps({"query": question.query, "variables": question.variables})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return self._http.post(self._url, body=body, headers=headers, deadline=deadline)

    def _learn(self, document: Mapping[str, Any], question: Question) -> None:
        if (rate := _rate_of(document)) is not None:
            self._points.note(rate, characters=question.characters)

    def _tell(
        self,
        question: str,
        status: int | None,
        error: UpstreamError | None,
        *,
        started: float,
        is_unreached: bool,
    ) -> None:
        if self._on_query is None:
            return
        self._on_query(
            QueryRecord(
                question=question,
                status=status,
                seconds=time.monotonic() - started,
                word=None if error is None else error.word,
                is_unreached=is_unreached,
            )
        )


def _classified(problem: HttpError | NotJson | GovernorBusy) -> UpstreamError:
    return classify(problem, path=PATH, now=clock.now()) or Unavailable(path=PATH)


def _read(answer: HttpAnswer) -> Mapping[str, Any]:
    """Return a document with data; an answer of errors alone is an error, also with status 200."""
    error = classify(answer, path=PATH, now=clock.now())
    if isinstance(error, Forbidden):  # there is one address only, so it is the key that is refused
        raise Unauthorised(error.detail, path=PATH, status=error.status)
    if isinstance(error, NotFound):  # the address answers so while it is being moved
        raise Unavailable(error.detail, path=PATH, status=error.status)
    if error is not None:
        raise error
    document = read_document(answer.body)
    if isinstance(document.get("data"), dict):
        return document
    if errors := errors_of(document):
        raise error_of(errors[0].get("message"))
    raise BadPayload("is missing", field="$.data", path=PATH, status=answer.status)


def _rate_of(document: Mapping[str, Any]) -> Rate | None:
    """Return what an answer says of the points, unless a figure is missing or absurd."""
    told = Json(document["data"], locale="en_GB").child_or_none("rateLimitData")
    if told is None:
        return None
    names = ("limitPerHour", "pointsSpentThisHour", "pointsResetIn")
    figures = [told.number_or_none(name) for name in names]
    limit, spent, resets_in = (figure if is_amount(figure) else None for figure in figures)
    return None if limit is None or spent is None or resets_in is None else Rate(limit, spent, resets_in)
