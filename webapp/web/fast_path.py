"""Answer again what was answered a moment ago, past the framework: the way of what is asked for often.

Who asks, rights and versions are read with the same key statement as ever. Only where the answer would be
made of the very object that the process still has in its memory, for somebody who is shown the same beside
it, the answer of that time is sent. Everything else goes the long way, and so does what goes wrong here.
See docs/adr/0017-a-fast-path.md.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, Request, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from webapp import answering
from webapp.caching import api as caching
from webapp.caching.memory import Kept, Memory
from webapp.caching.questions import Question
from webapp.jobs import patience
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.permissions.uses import Used, note_use
from webapp.permissions.viewer import Access
from webapp.web import timing
from webapp.web.etags import is_known
from webapp.web.gate import NeededTool, access_to
from webapp.web.headers import NOT_MODIFIED, REQUEST_ID, new_request_id
from webapp.web.limits import counts_here, may_go_on
from webapp.web.session_cookie import read_session_id
from webapp.web.subjects import Loaded

View = TypeVar("View", bound=Callable[..., object])
KEPT_BYTES, KEPT_SECONDS = 8 * 1024 * 1024, 300.0
OK = 200
TOLD_BY = (
    *("HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
    *("HTTP_ACCEPT_ENCODING", "HTTP_HX_REQUEST", "HTTP_HX_CURRENT_URL"),
)
"""What an answer depends on beside who asks, as WSGI names it."""
_PATH = "muster_fast_path"
Start = Callable[..., Any]
Address = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the gate lets through, without the framework's."""

    loaded: Loaded
    access: Access
    query: bytes
    now: datetime


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What an answer is made of: what is kept under a question, and what only some are shown beside it."""

    question: Question[Any]
    beside: Hashable = ()
    look: str | None = None
    """The word under which somebody's look is counted, where what is looked at may be kept warm."""


Made = Callable[[Asked], MadeOf | None]


@dataclass(frozen=True, slots=True)
class _Way:
    """Where an address leads: the view's name, what it needs and is about, and how its answers are made."""

    endpoint: str
    need: NeededTool
    arguments: Mapping[str, Any]
    made: Made


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer as it was sent, the number of the request left out, and the object that it was made of."""

    of: object
    etag: str
    status: str
    headers: Sequence[tuple[str, str]]
    body: bytes


def asked_here() -> Asked:
    """Return the present request, which the gate let through."""
    return Asked(g.loaded, g.access, request.query_string, clock.now())


def answers_again(made: Made) -> Callable[[View], View]:
    """Declare what the answers of a view that a guild's tool opens are made of."""

    def declare(view: View) -> View:
        view.made_of = made  # type: ignore[attr-defined]
        return view

    return declare


def init_app(app: Flask) -> None:
    """Stand before the app; to be called before whatever adds headers, whose work is kept with an answer."""
    path = FastPath(app)
    app.extensions[_PATH] = path
    app.wsgi_app = path  # type: ignore[method-assign, assignment]
    app.after_request(path.keep)


class FastPath:
    """What one process can answer again."""

    def __init__(self, app: Flask) -> None:
        self._app, self._long_way = app, app.wsgi_app
        self._ways = Memory[Address](KEPT_BYTES // 4)
        self._answers = Memory[Hashable](KEPT_BYTES)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request, one way or the other."""
        if environ["REQUEST_METHOD"] == "GET":
            began = time.perf_counter()
            address = _address_of(environ)
            way = self._ways.get(address, time.monotonic())
            if way is not None:
                answer = self._again(environ, address, way.value, began)
                if answer is not None:
                    start(answer.status, [*answer.headers, (REQUEST_ID, new_request_id())])
                    return (answer.body,)
        return self._long_way(environ, start)

    def _again(self, environ: dict[str, Any], address: Address, way: _Way, began: float) -> _Answer | None:
        """Return what was answered before, if it is what would be answered now; then it counts as a page."""
        asking, now = Request(environ), clock.now()
        with self._app.app_context():
            answering.begin(way.endpoint)
            patience.begin()
            try:
                loaded = way.need.subject.load(way.arguments, read_session_id(asking), now)
                asked = Asked(loaded, access_to(loaded, now), environ["QUERY_STRING"].encode("latin-1"), now)
                answer = self._kept(address, way, asked, environ.get("HTTP_IF_NONE_MATCH"))
            except (HTTPException, SQLAlchemyError):
                return None  # the long way has the words for it
            if loaded.viewer is None or answer is None or not may_go_on(loaded.viewer.user_id, now):
                return None
            note_use(Used.SESSION, loaded.viewer.session_id, now)
            timing.count(way.endpoint, "GET", int(answer.status[:3]), time.perf_counter() - began)
        return answer

    def _kept(self, address: Address, way: _Way, asked: Asked, known: str | None) -> _Answer | None:
        """Return the answer that was made of just what it would be made of now."""
        if not _is_open(way.need, asked):
            return None
        made = way.made(asked)
        if made is None or (of := caching.kept_here(made.question)) is None:
            return None
        for status in (NOT_MODIFIED, OK):
            kept = self._answers.get((address, made.question.name, made.beside, status), time.monotonic())
            answer: _Answer | None = None if kept is None else kept.value
            if answer is not None and answer.of is of and is_known(answer.etag, known) is (status != OK):
                caching.count_kept_here(made.question, made.look, is_known=status != OK)
                return answer
        return None

    def keep(self, response: Response) -> Response:
        """Keep what is answered, where the view says what that is made of."""
        view = current_app.view_functions.get(request.endpoint or "")
        made_by: Made | None = getattr(view, "made_of", None)
        if made_by is None or not _is_plain(response):
            return response
        made = made_by(asked_here())
        of = None if made is None else caching.kept_here(made.question)
        if made is None or of is None:
            return response
        headers = response.get_wsgi_headers(request.environ)
        answer = _Answer(
            of=of,
            etag=headers["ETag"],
            status=response.status,
            headers=[(name, value) for name, value in headers if name != REQUEST_ID],
            body=response.get_data() if response.status_code == OK else b"",
        )
        address = _address_of(request.environ)
        need: NeededTool = view.need  # type: ignore[union-attr]
        way = _Way(request.endpoint or "", need, request.view_args or {}, made_by)
        _put(self._ways, address, way, 0)
        place = (address, made.question.name, made.beside, response.status_code)
        _put(self._answers, place, answer, len(answer.body))
        return response


def _is_open(need: NeededTool, asked: Asked) -> bool:
    """Say whether a page is there for who asks, at this very address, without another word."""
    is_there = asked.loaded.subject is not None and asked.loaded.right_path is None
    return is_there and {Tool.ROSTER, need.tool} <= asked.access.tools


def _address_of(environ: Mapping[str, Any]) -> Address:
    return tuple([environ.get(name) for name in TOLD_BY])


def _is_plain(response: Response) -> bool:
    """Say whether an answer would do for anybody like who asked: it has a version and sets no cookie."""
    is_counted = request.method == "GET" and counts_here()
    is_right = response.status_code in (OK, NOT_MODIFIED) and not response.is_streamed
    return is_counted and is_right and "ETag" in response.headers and "Set-Cookie" not in response.headers


def _put(memory: Memory[Any], key: Hashable, value: object, size: int) -> None:
    until = time.monotonic() + KEPT_SECONDS
    memory.put(key, Kept(value, size, asks_at=until, fresh_until=until, gone_at=until))
