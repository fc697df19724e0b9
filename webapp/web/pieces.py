"""Answer with parts of pages that are kept compressed: one gzip stream, an ETag, 304 where nothing is new."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Response, render_template, request, session
from flask_wtf.csrf import generate_csrf

from webapp.caching import api as caching
from webapp.caching.regions import Region
from webapp.config import current_settings
from webapp.web.etags import is_known, weak
from webapp.web.headers import ASK_EACH_TIME, NOT_MODIFIED, content_security_policy
from webapp.web.shells import TOKEN, Shell
from webapp.web.splicing import Part, Piece, gzipped, plain
from webapp.web.viewer import known_viewer
from webapp.web.wholes import Row, Whole

DIFFERS_BY = "Accept-Encoding"
HTML = "text/html; charset=utf-8"
NOTES_HERE = "<!-- notes -->"
"""Where the notes of who asks go in a part that is kept; what people write is escaped and never this."""
AFTER_NOTES = "after-notes"


@dataclass(frozen=True, slots=True)
class NotesPage:
    """Whose the parts are that a viewer does not have: it tells their rank and name, so it is never kept."""

    notes: Sequence[str]


def split_at_notes(name: str, html: str) -> dict[str, str]:
    """Return a part of that name; where it has a place for notes, what follows them is one of its own."""
    before, place, after = html.partition(NOTES_HERE)
    return {name: before, AFTER_NOTES: after} if place else {name: html}


def with_notes(name: str, parts: Mapping[str, Part], notes: Sequence[str]) -> list[Part]:
    """Return a part with the notes of who asks in their place, if there are any and it has one."""
    if AFTER_NOTES not in parts:
        return [parts[name]]
    fresh = render_template("components/notes.html", page=NotesPage(notes)).encode() if notes else b""
    return [part for part in (parts[name], fresh, parts[AFTER_NOTES]) if part]


def fragment(parts: Sequence[Part], region: Region, *, also: Sequence[str] = ()) -> Response:
    """Answer with parts in a row; ``also`` is what else a browser would have to be told of anew.

    A browser asks each time, and is told in a few bytes that it has the answer already. It keeps a fragment
    under the cookie that it was asked for with, and leafing back never leads to one.
    """
    if not any(isinstance(part, Piece) for part in parts):
        return _answer(parts)
    etag = weak(f'"{_digest([*_tags(parts), *also])}"')
    return _unless_known(etag, region, lambda: _answer(parts))


def whole(
    shell: Shell, parts: Mapping[str, Sequence[Part]], region: Region, *, is_kept: bool = True
) -> Response:
    """Answer with a page: a shell, in which parts and the form's token stand where their marks are.

    What somebody is shown who is signed in is kept by no browser, so that it needs no ETag.
    """
    row = _splice(shell, parts)
    spliced = [generate_csrf().encode() if part is None else part for part in row]
    if not is_kept or known_viewer() is not None:
        answer = _answer(spliced)
        return answer.of(row, shell.until) if is_kept and shell.until is not None else answer
    tags = [tag for row in (shell.parts, *parts.values()) for tag in _tags(row)]
    own = [session["csrf_token"]] if shell.has_token else []  # the one that no signature changes
    etag = weak(f'"{_digest([content_security_policy(current_settings()), *own, *tags])}"')
    return _unless_known(etag, region, lambda: _answer(spliced))


def _tags(parts: Sequence[Part]) -> list[str]:
    return [part.tag if isinstance(part, Piece) else part.decode() for part in parts]


def _splice(shell: Shell, parts: Mapping[str, Sequence[Part]]) -> Row:
    """Return the shell with the parts at its marks, some of which may be left out; None for the token."""
    spliced: list[Part | None] = [shell.head]
    for name, rest in shell.sections:
        spliced += [None] if name == TOKEN else parts[name]
        spliced.append(rest)
    return [part for part in spliced if part != b""]


def _unless_known(etag: str, region: Region, answer: Callable[[], Response]) -> Response:
    named = {"ETag": etag, "Cache-Control": ASK_EACH_TIME}
    if is_known(etag, request.headers.get("If-None-Match")):
        caching.count_not_modified(region)
        return Response(status=NOT_MODIFIED, headers={**named, "Vary": DIFFERS_BY})
    response = answer()
    response.headers.extend(named)
    return response


def _answer(parts: Sequence[Part]) -> Whole:
    if request.accept_encodings["gzip"] > 0 and any(isinstance(part, Piece) for part in parts):
        headers = {"Content-Encoding": "gzip", "Vary": DIFFERS_BY}
        return Whole(gzipped(parts), headers=headers, content_type=HTML)
    return Whole(plain(parts), headers={"Vary": DIFFERS_BY}, content_type=HTML)


def _digest(facts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16] if facts else ""
