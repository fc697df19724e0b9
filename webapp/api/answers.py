"""Answers of the API: JSON with an entity tag, or 304 where the program has this version already."""

from typing import Any

import orjson
from flask import Response, request

from webapp.lib.errors import ErrorWord
from webapp.web.etags import is_known
from webapp.web.headers import ASK_EACH_TIME
from webapp.web.problems import Flaw, Problem

JSON = "application/json"


def unchanged(etag: str) -> Response | None:
    """Return 304 when the program has this version, else None."""
    if not is_known(etag, request.headers.get("If-None-Match")):
        return None
    return _tagged(Response(status=304, content_type=None), etag)


def json_answer(document: Any, *, status: int = 200, etag: str | None = None) -> Response:
    """Return a document as JSON, under its tag; what people wrote cannot be read as HTML, whoever guesses."""
    written = orjson.dumps(document).replace(b"<", b"\\u003c")
    response = Response(written, status=status, content_type=JSON)
    return response if etag is None else _tagged(response, etag)


def no_content() -> Response:
    """Return 204, which has no content and so no type of it; Flask would say HTML."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response


def absent(detail: str, *, field: str = "") -> Problem:
    """Return the problem of what is not there for this token, whether or not it is there for another."""
    return Problem(404, detail, flaws=[Flaw(field, detail)] if field else (), word=ErrorWord.NOT_FOUND)


def _tagged(response: Response, etag: str) -> Response:
    response.headers.extend({"ETag": etag, "Cache-Control": ASK_EACH_TIME})
    return response
