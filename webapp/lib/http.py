"""The one way out of the process: bounded in time and bytes, to known origins only, never redirected."""

import os
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

import urllib3
from requests.exceptions import InvalidHeader
from requests.utils import check_header_validity

from webapp.lib.deadline import Watchdog, watched_pool
from webapp.lib.http_errors import (
    CertificateRefused,
    ConnectionFailed,
    CutShort,
    Dropped,
    HttpError,
    OriginRefused,
    TimedOut,
    TooLarge,
    translated,
)
from webapp.lib.origins import AllowedOrigins

__all__ = [
    "CertificateRefused",
    "ConnectionFailed",
    "CutShort",
    "Http",
    "HttpAnswer",
    "HttpError",
    "HttpLimits",
    "OriginRefused",
    "TimedOut",
    "TooLarge",
]

MIB = 1024 * 1024
_CHUNK = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_Pools = dict[str, urllib3.HTTPConnectionPool]


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A whole answer; the body is decoded (gzip undone)."""

    status: int
    headers: Mapping[str, str]
    """Their names in any case."""
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpLimits:
    """Bounds of one call: seconds and bytes."""

    connect_timeout: float = 2.0
    read_timeout: float = 10.0
    deadline: float = 20.0
    wire_cap: int = 16 * MIB
    decoded_cap: int = 64 * MIB


@dataclass(frozen=True, slots=True)
class _Request:
    """A call that may be made: to one of the origins, with headers that are headers."""

    method: str
    origin: str
    target: str
    headers: dict[str, str]
    body: bytes | str | None


@dataclass(slots=True)
class _ProcessState:
    """What must not cross a fork: pooled sockets, threads and their locks."""

    process_id: int = field(default_factory=os.getpid)
    local: threading.local = field(default_factory=threading.local)
    watchdog: Watchdog = field(default_factory=Watchdog)


class Http:
    """Makes calls for all threads of a process; each thread keeps its own connections alive."""

    def __init__(
        self, allowed_origins: Collection[str], *, user_agent: str, limits: HttpLimits | None = None
    ) -> None:
        self.allowed = AllowedOrigins(allowed_origins)
        self._user_agent = user_agent
        self._limits = limits or HttpLimits()
        self._state = _ProcessState()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        deadline: float | None = None,
        before_sending: Callable[[], None] | None = None,
    ) -> HttpAnswer:
        """Get a URL, within so many seconds (at most the limit's deadline)."""
        return self.send("GET", url, headers=headers, deadline=deadline, before_sending=before_sending)

    def post(
        self,
        url: str,
        *,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        deadline: float | None = None,
    ) -> HttpAnswer:
        """Post a body to a URL, within so many seconds (at most the limit's deadline)."""
        return self.send("POST", url, headers=headers, body=body, deadline=deadline)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
        deadline: float | None = None,
        before_sending: Callable[[], None] | None = None,
    ) -> HttpAnswer:
        """Make one call and read the whole answer, whatever its status; raises HttpError.

        ``before_sending`` runs when nothing stands between it and the wire; what it raises ends the call.
        """
        request = self._prepare(method, url, headers or {}, body)
        seconds = min(self._limits.deadline, self._limits.deadline if deadline is None else deadline)
        state = self._process_state()
        with (
            state.watchdog.watching(seconds, before_sending=before_sending) as watch,
            translated(watch),
        ):
            return self._exchange(_pool(state, request.origin), request, seconds)

    def close(self) -> None:
        """End the watchdog; connections close with the threads that own them."""
        self._state.watchdog.stop()
        pools: _Pools = getattr(self._state.local, "pools", {})
        for pool in pools.values():
            pool.close()

    def _process_state(self) -> _ProcessState:
        if self._state.process_id != os.getpid():
            self._state = _ProcessState()
        return self._state

    def _prepare(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | str | None
    ) -> _Request:
        own = {"User-Agent": self._user_agent, "Accept-Encoding": "gzip", "Accept": "application/json"}
        try:
            origin, target = self.allowed.split(url)
            for header in headers.items():
                check_header_validity(header)
        except (ValueError, InvalidHeader) as error:
            raise OriginRefused(f"not a request that can be sent: {type(error).__name__}") from error
        return _Request(method, origin, target, {**own, **headers}, body)

    def _exchange(self, pool: urllib3.HTTPConnectionPool, request: _Request, seconds: float) -> HttpAnswer:
        started = time.monotonic()
        limits = self._limits
        try:
            raw = pool.urlopen(
                request.method,
                request.target,
                body=request.body,
                headers=request.headers,
                timeout=urllib3.Timeout(
                    connect=min(limits.connect_timeout, seconds), read=min(limits.read_timeout, seconds)
                ),
                retries=False,
                redirect=False,
                assert_same_host=False,  # the pool is one origin's, and a target begins with a slash
                preload_content=False,
                decode_content=False,
            )
        except urllib3.exceptions.ProtocolError as error:
            raise Dropped("dropped before an answer") from error
        is_whole = False
        try:
            body = self._read(raw, started + seconds)
            is_whole = True
        finally:
            if not is_whole:
                raw.close()  # a connection with unread bytes must not be used again
            raw.release_conn()
        return HttpAnswer(raw.status, raw.headers, body)

    def _read(self, raw: urllib3.BaseHTTPResponse, until: float) -> bytes:
        encoding = raw.headers.get("content-encoding", "identity").strip().lower()
        if encoding in {"identity", ""}:
            return b"".join(self._wire_chunks(raw, until))
        if encoding not in {"gzip", "x-gzip"}:
            raise CutShort("an encoding that was not asked for")
        return self._inflate(raw, until)

    def _wire_chunks(self, raw: urllib3.BaseHTTPResponse, until: float) -> Iterator[bytes]:
        """Read at most the wire cap; urllib3 checks Content-Length and chunk framing."""
        left = self._limits.wire_cap
        while chunk := raw.read(_CHUNK, decode_content=False):
            left -= len(chunk)
            if left < 0:
                raise TooLarge("more bytes on the wire than allowed")
            if time.monotonic() > until:
                raise TimedOut("the total deadline passed")
            yield chunk

    def _inflate(self, raw: urllib3.BaseHTTPResponse, until: float) -> bytes:
        """Undo gzip piece by piece, so that a bomb is never unpacked beyond the cap."""
        decoder = zlib.decompressobj(_GZIP)
        pieces, left = list[bytes](), self._limits.decoded_cap
        for chunk in self._wire_chunks(raw, until):
            for piece in _decoded(decoder, chunk, left):
                pieces.append(piece)
                left -= len(piece)
        pieces.append(decoder.flush())
        if not decoder.eof:
            raise CutShort("the compressed body broke off")
        return b"".join(pieces)


def _decoded(decoder: "zlib._Decompress", pending: bytes, left: int) -> Iterator[bytes]:
    """Undo compression in pieces, never more than a byte beyond what is left of the cap; raises TooLarge."""
    while pending and not decoder.eof:
        piece = decoder.decompress(pending, min(MIB, left + 1))
        pending = decoder.unconsumed_tail
        left -= len(piece)
        if left < 0:
            raise TooLarge("more bytes after decoding than allowed")
        yield piece


def _pool(state: _ProcessState, origin: str) -> urllib3.HTTPConnectionPool:
    """Return this thread's connections to an origin: no environment, cookies or redirects come into play."""
    pools: _Pools | None = getattr(state.local, "pools", None)
    if pools is None:
        pools = state.local.pools = {}
    pool = pools.get(origin)
    if pool is None:
        pool = pools[origin] = watched_pool(origin)
    return pool
