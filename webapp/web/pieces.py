"""Answer with parts of pages that are kept compressed: one gzip stream, an ETag, 304 where nothing is new."""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence

from flask import Response, request, session
from flask_wtf.csrf import generate_csrf

from webapp.caching import api as caching
from webapp.caching.regions import Region
from webapp.web.etags import is_known, weak
from webapp.web.headers import ASK_EACH_TIME
from webapp.web.splicing import Piece, gzipped, plain
from webapp.web.viewer import known_viewer

Part = Piece | bytes
NOT_MODIFIED = 304
HTML = "text/html; charset=utf-8"
_MARK = f"part-{secrets.token_hex(8)}-"
"""What nobody can write into a name: it is new with each process."""


def mark(name: str) -> str:
    """Return the text that stands in a shell where a part goes."""
    return f"{_MARK}{name}-"


def fragment(part: Part, region: Region, *, also: Sequence[str] = ()) -> Response:
    """Answer with one part; ``also`` is what else a browser would have to be told of anew.

    A browser asks each time, and is told in a few bytes that it has the answer already. It keeps a fragment
    under the cookie that it was asked for with, and leafing back never leads to one.
    """
    if isinstance(part, bytes):
        return _answer([part])
    etag = weak(f'"{part.tag}{_digest(also)}"')
    return _unless_known(etag, region, lambda: _answer([part]))


def whole(shell: str, parts: Mapping[str, Part], region: Region, *, is_kept: bool = True) -> Response:
    """Answer with a page: a fresh shell, in which parts stand where their marks are.

    What somebody is shown who is signed in is kept by no browser, so that it needs no ETag.
    """
    spliced = _splice(shell, parts)
    if not is_kept or known_viewer() is not None:
        return _answer(spliced)
    tags = [part.tag if isinstance(part, Piece) else part.decode() for part in parts.values()]
    etag = weak(f'"{_digest([_without_token(shell), *tags])}"')
    return _unless_known(etag, region, lambda: _answer(spliced))


def _splice(shell: str, parts: Mapping[str, Part]) -> list[Part]:
    """Return the shell cut at its marks with the parts between; a mark may be left out."""
    spliced: list[Part] = []
    head, *sections = shell.split(_MARK)
    spliced.append(head.encode())
    for section in sections:
        name, _, rest = section.partition("-")
        spliced += [parts[name], rest.encode()]
    return spliced


def _without_token(shell: str) -> str:
    """Return a shell in which the form's token is the one that does not change with each signature."""
    return shell.replace(generate_csrf(), session["csrf_token"]).replace(_MARK, "")


def _unless_known(etag: str, region: Region, answer: Callable[[], Response]) -> Response:
    if is_known(etag, request.headers.get("If-None-Match")):
        caching.count_not_modified(region)
        response = Response(status=NOT_MODIFIED)
        del response.headers["Content-Type"]
        response.headers["Vary"] = "Accept-Encoding"
    else:
        response = answer()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = ASK_EACH_TIME
    return response


def _answer(parts: Sequence[Part]) -> Response:
    if request.accept_encodings["gzip"] > 0 and any(isinstance(part, Piece) for part in parts):
        response = Response(gzipped(parts), content_type=HTML)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(plain(parts), content_type=HTML)
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _digest(facts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16] if facts else ""
