"""Errors of the JSON API as problem details (RFC 9457): a word, a sentence, and the place that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import orjson
from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from webapp.lib.errors import ErrorWord

API = "/api/"
NOT_PAGES = frozenset({"/api", "/metrics"})
"""Further addresses that programs ask and that answer no page."""
MEDIA_TYPE = "application/problem+json"
TITLES = {
    ErrorWord.SCHEMA: "The request does not fit",
    ErrorWord.AUTH: "The token does not open this",
    ErrorWord.FORBIDDEN: "The token may not do this",
    ErrorWord.NOT_FOUND: "There is nothing here",
    ErrorWord.RATE_LIMITED: "Too many requests",
    ErrorWord.UPSTREAM: "Out for a moment",
    ErrorWord.BUG: "Something broke on our side",
}
"""What each kind of problem is called; ``code`` is the word, ``type`` leads to its explanation."""
WORDS = {
    HTTPStatus.UNAUTHORIZED: ErrorWord.AUTH,
    HTTPStatus.FORBIDDEN: ErrorWord.FORBIDDEN,
    HTTPStatus.NOT_FOUND: ErrorWord.NOT_FOUND,
    HTTPStatus.TOO_MANY_REQUESTS: ErrorWord.RATE_LIMITED,
    HTTPStatus.SERVICE_UNAVAILABLE: ErrorWord.UPSTREAM,
}
SENTENCES = {
    HTTPStatus.NOT_FOUND: "There is no such address; /api/docs lists those that there are.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address answers other methods; the header Allow names them.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than this server accepts.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "It has been noted under the number of this request.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The database does not answer just now. Try again in a few seconds.",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a request.

    ``field`` is the name of a parameter or of the outermost field of the body; ``pointer`` (RFC 6901) leads
    to the place inside the body.
    """

    field: str
    detail: str
    pointer: str | None = None


class Problem(HTTPException):
    """An answer of the API that says no."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        flaws: Sequence[Flaw] = (),
        word: ErrorWord | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = int(status)
        self.flaws = flaws
        self.word = word or word_of(status)
        self.extra_headers = dict(headers or {})


def is_asked_by_program() -> bool:
    """Say whether the present request is one of programs; the documentation of the API is a page."""
    path = request.path
    return path.startswith(API) or path in NOT_PAGES


def word_of(status: int) -> ErrorWord:
    """Return the word for a status; what a client can mend and has no word of its own is its document."""
    if status in WORDS:
        return WORDS[HTTPStatus(status)]
    return ErrorWord.BUG if status >= HTTPStatus.INTERNAL_SERVER_ERROR else ErrorWord.SCHEMA


def answer_to(error: HTTPException) -> Response:
    """Return problem details for any HTTP error; its headers, such as Allow, are kept."""
    problem = error if isinstance(error, Problem) else _plain_problem(error)
    document = {
        "type": f"/api/docs#problem-{problem.word.value.replace('_', '-')}",
        "title": TITLES[problem.word],
        "status": int(problem.code or 0),
        "detail": problem.description,
        "code": problem.word.value,
        "requestId": g.get("request_id", "-"),
    }
    if problem.flaws:
        document["errors"] = [_flaw(flaw) for flaw in problem.flaws]
    response = Response(orjson.dumps(document), status=problem.code, content_type=MEDIA_TYPE)
    response.headers.update(problem.extra_headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain_problem(error: HTTPException) -> Problem:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    has_own_words = error.description is not None and error.description != type(error).description
    sentence = error.description if has_own_words else SENTENCES.get(status)
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return Problem(status, sentence or status.description or status.phrase, headers=headers)


def _flaw(flaw: Flaw) -> dict[str, str]:
    named = {"field": flaw.field, "detail": flaw.detail}
    return named if flaw.pointer is None else {**named, "pointer": flaw.pointer}
