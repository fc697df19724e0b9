"""HTTP/1.1 on a socket: reading requests, writing answers, also badly where that is asked for."""

import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import IO
from urllib.parse import parse_qsl

MAX_LINE_BYTES = 16_384
MAX_HEADERS = 100
MAX_BODY_BYTES = 1_048_576
Headers = tuple[tuple[str, str], ...]


class BadRequestError(Exception):
    """What came over the socket is not an HTTP request that we read."""


class Manner(StrEnum):
    """How an answer is sent."""

    WHOLE = "whole"
    DRIP_BODY = "drip_body"
    DRIP_HEADERS = "drip_headers"
    TRUNCATE = "truncate"
    WRONG_LENGTH = "wrong_length"
    CHUNK_TRUNCATE = "chunk_truncate"
    CLOSE = "close"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The manner of sending with its figures: bytes and seconds of a drip, bytes by which a length lies."""

    manner: Manner = Manner.WHOLE
    delay_seconds: float = 0.0
    drip_bytes: int = 1
    drip_seconds: float = 0.5
    difference: int = 100


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came; header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be sent; and, for the ledger, how many characters were asked for in one go."""

    status: int
    body: bytes = b""
    headers: Headers = ()
    delivery: Delivery = field(default=Delivery())
    characters: int = 0


def read_request(stream: IO[bytes]) -> Request | None:
    """Read one request; None when the peer has closed. Raises BadRequestError."""
    line = stream.readline(MAX_LINE_BYTES)
    if not line:
        return None
    parts = line.decode("latin-1").split()
    if len(parts) != 3:  # noqa: PLR2004 - method, target, version
        raise BadRequestError(line)
    headers = _read_headers(stream)
    path, _, query = parts[1].partition("?")
    body = _read_body(stream, headers)
    return Request(parts[0], path, dict(parse_qsl(query, keep_blank_values=True)), headers, body)


def _read_headers(stream: IO[bytes]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(MAX_HEADERS):
        line = stream.readline(MAX_LINE_BYTES)
        if line in {b"\r\n", b"\n", b""}:
            return headers
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    raise BadRequestError("too many headers")


def _read_body(stream: IO[bytes], headers: Mapping[str, str]) -> bytes:
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > MAX_BODY_BYTES or "transfer-encoding" in headers:
        raise BadRequestError("body too long or of unknown length")
    return stream.read(int(length)) if length != "0" else b""


def send(connection: socket.socket, answer: Answer, stopping: threading.Event) -> bool:
    """Send an answer in its manner; say whether the connection may be used again."""
    delivery = answer.delivery
    if delivery.delay_seconds and stopping.wait(delivery.delay_seconds):
        return False
    match delivery.manner:
        case Manner.WHOLE:
            connection.sendall(_head(answer, len(answer.body)) + answer.body)
            return True
        case Manner.NEVER:
            _wait_for_peer(connection, stopping)
        case Manner.DRIP_BODY:
            connection.sendall(_head(answer, len(answer.body)))
            _drip(connection, answer.body, delivery, stopping)
        case Manner.DRIP_HEADERS:
            _drip(connection, _head(answer, len(answer.body)) + answer.body, delivery, stopping)
        case Manner.TRUNCATE:
            connection.sendall(_head(answer, len(answer.body)) + answer.body[: len(answer.body) // 2])
        case Manner.WRONG_LENGTH:
            connection.sendall(_head(answer, max(0, len(answer.body) + delivery.difference)) + answer.body)
        case Manner.CHUNK_TRUNCATE:
            half = answer.body[: len(answer.body) // 2]
            connection.sendall(_head(answer, None) + b"%x\r\n" % len(answer.body) + half)
        case Manner.CLOSE:
            pass
    return False


def _head(answer: Answer, length: int | None) -> bytes:
    """Return status line and headers; a length of None announces chunks."""
    reason = HTTPStatus(answer.status).phrase if answer.status in _KNOWN_STATUS else "Unknown"
    lines = [f"HTTP/1.1 {answer.status} {reason}", *(f"{name}: {value}" for name, value in answer.headers)]
    if length is None:
        lines.append("transfer-encoding: chunked")
    elif answer.status != HTTPStatus.NOT_MODIFIED:
        lines.append(f"content-length: {length}")
    keep = answer.delivery.manner is Manner.WHOLE
    lines.append(f"connection: {'keep-alive' if keep else 'close'}\r\n\r\n")
    return "\r\n".join(lines).encode("latin-1")


def _drip(connection: socket.socket, data: bytes, delivery: Delivery, stopping: threading.Event) -> None:
    for part in _slices(data, max(1, delivery.drip_bytes)):
        connection.sendall(part)
        if stopping.wait(delivery.drip_seconds):
            return


def _slices(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def _wait_for_peer(connection: socket.socket, stopping: threading.Event) -> None:
    """Keep silent until the peer gives up or the server stops."""
    connection.settimeout(0.2)
    while not stopping.is_set():
        try:
            if not connection.recv(1_024):
                return
        except TimeoutError:
            continue


_KNOWN_STATUS = frozenset(int(status) for status in HTTPStatus)
