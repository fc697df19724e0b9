"""Why a call brought no whole answer.

HttpError
├── OriginRefused        not on the allow-list, or not a URL: nothing was sent
├── ConnectionFailed     no name, no route, refused
│   └── Dropped          connected, and dropped before an answer
├── CertificateRefused   the peer could not prove who it is
├── TimedOut             connect, read or total deadline
├── CutShort             the answer broke off, or was not HTTP
└── TooLarge             more bytes than the caps allow
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import urllib3

from webapp.lib.deadline import Watch


class HttpError(Exception):
    """A call that brought no whole answer."""


class OriginRefused(HttpError):
    """The address is not on the allow-list; nothing was sent."""


class ConnectionFailed(HttpError):
    """No connection came about."""


class Dropped(ConnectionFailed):
    """A connection was dropped before an answer, as may happen to one address alone."""


class CertificateRefused(HttpError):
    """The peer's certificate did not verify."""


class TimedOut(HttpError):
    """Connect, read or total deadline passed."""


class CutShort(HttpError):
    """The answer broke off or was not well-formed HTTP."""


class TooLarge(HttpError):
    """The answer was larger than the caps allow."""


def named_error(error: Exception) -> HttpError:
    """Return our error for what a library raised."""
    name = type(error).__name__
    match error:
        case HttpError():
            return error
        case urllib3.exceptions.SSLError():
            return CertificateRefused(name)
        case urllib3.exceptions.NewConnectionError():
            return ConnectionFailed(name)
        case urllib3.exceptions.TimeoutError() | TimeoutError():
            return TimedOut(name)
        case urllib3.exceptions.HTTPError() | zlib.error():
            return CutShort(name)
        case _:
            return ConnectionFailed(name)


@contextmanager
def translated(watch: Watch) -> Iterator[None]:
    """Say in our words what went wrong; after a cut nothing that was read can be trusted."""
    try:
        yield
    except TooLarge:
        raise
    except (HttpError, urllib3.exceptions.HTTPError, zlib.error, OSError) as error:
        if watch.is_over:
            raise TimedOut("the total deadline passed") from error
        raise named_error(error) from error
    if watch.is_over:
        raise TimedOut("the total deadline passed")
