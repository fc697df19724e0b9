"""Answer again what was answered a moment ago, past the framework: the way of what is asked for often.

A view says by what its answers can be made again; after an answer that went out the long way, the address
leads there. Whoever asks is looked up as ever, with the same key statement and the same decisions, by
``fast_pages`` for people and by ``fast_programs``. Whatever is not exactly as it was goes the long way, and
so does what goes wrong here. See docs/adr/0017-a-fast-path.md.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import Flask, Request, Response, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from webapp import answering
from webapp.caching.memory import Kept, Memory
from webapp.jobs import patience
from webapp.lib import clock
from webapp.web import timing
from webapp.web.headers import NOT_MODIFIED, REQUEST_ID, new_request_id

KEPT_BYTES, KEPT_SECONDS = 2 * 1024 * 1024, 300.0
LONGEST_ADDRESS, WAYS_COST = 1_024, 2_048
"""Letters up to which an address leads past the framework, and bytes that each costs beside them."""
OK = 200
TOLD_BY = (
    *("HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
    *("HTTP_ACCEPT_ENCODING", "HTTP_HX_REQUEST", "HTTP_HX_CURRENT_URL"),
)
"""What an answer depends on beside who asks, as WSGI names it."""
_WAY = "fast_way"
Start = Callable[..., Any]
Address = tuple[str | None, ...]
Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asking:
    """A request at which the framework has not looked."""

    address: Address
    request: Request
    now: datetime

    @property
    def known(self) -> str | None:
        """The versions that whoever asks has already."""
        found: str | None = self.request.environ.get("HTTP_IF_NONE_MATCH")
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, the number of the request left out."""

    status: str
    headers: Headers
    body: bytes = b""


class Way(Protocol):
    """Makes answers of one address again."""

    @property
    def endpoint(self) -> str:
        """The name of the view that answered."""
        ...

    def again(self, asking: Asking) -> Answer | None:
        """Return what would be answered now, counted as a request; None where only the long way knows."""
        ...


Make = Callable[[Response, Address], Way | None]
"""Makes a way of an answer that went out, or none."""


def init_app(app: Flask) -> None:
    """Stand before the app; to be called before whatever adds headers, whose work is kept with an answer."""
    path = FastPath(app)
    app.wsgi_app = path  # type: ignore[method-assign, assignment]
    app.after_request(path.keep)


def can_be_answered_again(make: Make) -> None:
    """Say how the answer of the present request can be made again."""
    setattr(g, _WAY, make)


class FastPath:
    """What one process can answer again."""

    def __init__(self, app: Flask) -> None:
        self._app, self._long_way = app, app.wsgi_app
        self._ways = Memory[Address](KEPT_BYTES)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request, one way or the other."""
        if environ["REQUEST_METHOD"] == "GET":
            address, began = _address_of(environ), time.perf_counter()
            way = self._ways.get(address, time.monotonic())
            answer = None if way is None else self._again(environ, address, way.value, began)
            if answer is not None:
                start(answer.status, [*answer.headers, (REQUEST_ID, new_request_id())])
                return (answer.body,)
        return self._long_way(environ, start)

    def _again(self, environ: dict[str, Any], address: Address, way: Way, began: float) -> Answer | None:
        with self._app.app_context():
            answering.begin(way.endpoint)
            patience.begin()
            try:
                answer = way.again(Asking(address, Request(environ), clock.now()))
            except (HTTPException, SQLAlchemyError):
                return None  # the long way has the words for it
            if answer is not None:
                timing.count(way.endpoint, "GET", int(answer.status[:3]), time.perf_counter() - began)
        return answer

    def keep(self, response: Response) -> Response:
        """Remember how an answer is made again, where its view says so and it would do for others too."""
        make: Make | None = g.pop(_WAY, None)
        if make is not None and request.method == "GET" and _is_plain(response):
            address = _address_of(request.environ)
            way = make(response, address) if size_of(address) <= LONGEST_ADDRESS else None
            if way is not None:
                put(self._ways, address, way, size_of(address) + WAYS_COST)
        return response


def headers_of(response: Response) -> Headers:
    """Return the headers of an answer as they are sent, without the number of the request."""
    sent = response.get_wsgi_headers(request.environ)
    return [(name, value) for name, value in sent if name != REQUEST_ID]


def size_of(address: Address) -> int:
    """Return the letters of an address with all headers that belong to it."""
    return sum(len(part) for part in address if part)


def put(memory: Memory[Any], key: Any, value: object, size: int, *, until: float | None = None) -> None:
    """Keep something until it has not been used for longest, until then, or for five minutes."""
    until = time.monotonic() + KEPT_SECONDS if until is None else until
    memory.put(key, Kept(value, size, asks_at=until, fresh_until=until, gone_at=until))


def _address_of(environ: Mapping[str, Any]) -> Address:
    return tuple([environ.get(name) for name in TOLD_BY])


def _is_plain(response: Response) -> bool:
    """Say whether an answer is none of one browser alone: it is as it should be, and sets no cookie."""
    is_right = response.status_code in (OK, NOT_MODIFIED) and not response.is_streamed
    return is_right and "Set-Cookie" not in response.headers
