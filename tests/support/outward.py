"""The way out for tests: an Http that is closed again, and a server with one thing to say."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.scripted_server import Asked
from webapp.lib.http import Http, HttpLimits


@contextmanager
def http_for(*urls: str, limits: HttpLimits | None = None) -> Iterator[Http]:
    """Give an Http that may reach these addresses."""
    http = Http(urls, user_agent="test", limits=limits)
    try:
        yield http
    finally:
        http.close()


def says(data: bytes) -> Callable[[socket.socket, Asked], None]:
    """Return the script that answers every request with these bytes."""
    return lambda connection, _asked: connection.sendall(data)
