"""The one way out of the process: bounded in time and bytes, to known origins only, never redirected."""

import os
import threading
import time
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
import urllib3
from requests.structures import CaseInsensitiveDict

from webapp.lib.deadline import Watch, Watchdog, WatchedAdapter
from webapp.lib.http_errors import (
    CertificateRefused,
    ConnectionFailed,
    CutShort,
    HttpError,
    OriginRefused,
    TimedOut,
    TooLarge,
    named_error,
)

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


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A whole answer; the body is decoded (gzip undone)."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpLimits:
    """Bounds of one call: seconds and bytes."""

    connect_timeout: float = 2.0
    read_timeout: float = 10.0
    deadline: float = 20.0
    wire_cap: int = 16 * MIB
    decoded_cap: int = 64 * MIB


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
        self._allowed = frozenset(origin_of(origin) for origin in allowed_origins)
        self._user_agent = user_agent
        self._limits = limits or HttpLimits()
        self._state = _ProcessState()

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, deadline: float | None = None
    ) -> HttpAnswer:
        """Get a URL, within so many seconds (at most the limit's deadline)."""
        return self.send("GET", url, headers=headers, deadline=deadline)

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
    ) -> HttpAnswer:
        """Make one call and read the whole answer, whatever its status; raises HttpError."""
        request = self._prepare(method, url, headers or {}, body)
        seconds = min(self._limits.deadline, self._limits.deadline if deadline is None else deadline)
        state = self._process_state()
        with state.watchdog.watching(seconds) as watch, _translated(watch):
            return self._exchange(_adapter(state), request, seconds)

    def close(self) -> None:
        """End the watchdog; connections close with the threads that own them."""
        self._state.watchdog.stop()
        adapter: WatchedAdapter | None = getattr(self._state.local, "adapter", None)
        if adapter is not None:
            adapter.close()

    def _process_state(self) -> _ProcessState:
        if self._state.process_id != os.getpid():
            self._state = _ProcessState()
        return self._state

    def _prepare(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | str | None
    ) -> requests.PreparedRequest:
        request = requests.PreparedRequest()
        own = {"User-Agent": self._user_agent, "Accept-Encoding": "gzip", "Accept": "application/json"}
        try:
            request.prepare(method=method, url=url, headers={**own, **headers}, data=body)
        except (requests.RequestException, UnicodeError) as error:
            raise OriginRefused("not a request that can be sent") from error
        if request.url is None or origin_of(request.url) not in self._allowed:
            raise OriginRefused("this origin is not on the allow-list")
        return request

    def _exchange(
        self, adapter: WatchedAdapter, request: requests.PreparedRequest, seconds: float
    ) -> HttpAnswer:
        started = time.monotonic()
        timeout = (min(self._limits.connect_timeout, seconds), min(self._limits.read_timeout, seconds))
        response = adapter.send(request, stream=True, timeout=timeout)
        raw: urllib3.HTTPResponse = response.raw
        is_whole = False
        try:
            body = self._read(raw, started + seconds)
            is_whole = True
        finally:
            if not is_whole:
                raw.close()  # a connection with unread bytes must not be used again
            raw.release_conn()
        return HttpAnswer(response.status_code, CaseInsensitiveDict(response.headers), body)

    def _read(self, raw: urllib3.HTTPResponse, until: float) -> bytes:
        encoding = raw.headers.get("content-encoding", "identity").strip().lower()
        if encoding in {"identity", ""}:
            return b"".join(self._wire_chunks(raw, until))
        if encoding not in {"gzip", "x-gzip"}:
            raise CutShort("an encoding that was not asked for")
        return self._inflate(raw, until)

    def _wire_chunks(self, raw: urllib3.HTTPResponse, until: float) -> Iterator[bytes]:
        """Read at most the wire cap; urllib3 checks Content-Length and chunk framing."""
        left = self._limits.wire_cap
        while chunk := raw.read(_CHUNK, decode_content=False):
            left -= len(chunk)
            if left < 0:
                raise TooLarge("more bytes on the wire than allowed")
            if time.monotonic() > until:
                raise TimedOut("the total deadline passed")
            yield chunk

    def _inflate(self, raw: urllib3.HTTPResponse, until: float) -> bytes:
        """Undo gzip piece by piece, so that a bomb is never unpacked beyond the cap."""
        decoder = zlib.decompressobj(_GZIP)
        pieces, left = [], self._limits.decoded_cap
        for chunk in self._wire_chunks(raw, until):
            pending = chunk
            while pending and not decoder.eof:
                piece = decoder.decompress(pending, min(MIB, left + 1))
                pending = decoder.unconsumed_tail
                left -= len(piece)
                if left < 0:
                    raise TooLarge("more bytes after decoding than allowed")
                pieces.append(piece)
        pieces.append(decoder.flush())
        if not decoder.eof:
            raise CutShort("the compressed body broke off")
        return b"".join(pieces)


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL in one spelling; a user name in it makes it nobody's origin."""
    parts = urlsplit(url)
    try:
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return ""
    if parts.username is not None or parts.password is not None or not parts.hostname:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}"


def _adapter(state: _ProcessState) -> WatchedAdapter:
    """Return this thread's transport: no environment, cookies or redirects come into play below a Session."""
    adapter: WatchedAdapter | None = getattr(state.local, "adapter", None)
    if adapter is None:
        adapter = state.local.adapter = WatchedAdapter()
    return adapter


@contextmanager
def _translated(watch: Watch) -> Iterator[None]:
    """Say in our words what went wrong; after a cut nothing that was read can be trusted."""
    try:
        yield
    except TooLarge:
        raise
    except (HttpError, requests.RequestException, urllib3.exceptions.HTTPError, zlib.error, OSError) as error:
        if watch.is_over:
            raise TimedOut("the total deadline passed") from error
        raise named_error(error) from error
    if watch.is_over:
        raise TimedOut("the total deadline passed")
