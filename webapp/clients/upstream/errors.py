"""Everything that can go wrong with a service outside.

UpstreamError
├── Unavailable     no answer, too late, 5xx, or not JSON at all      retry
├── RateLimited     429, or our own allowance is used up              retry later
│   └── Resting     left alone for a while after trouble              retry later
├── NotFound        404: gone, renamed, private or never seen         do not retry
├── Forbidden       403 on one resource: hidden                       do not retry
├── Unauthorised    the client itself is refused                      do not retry
├── BadPayload      JSON, but not what we were promised               do not retry
└── BadRequest      a question that cannot be asked                    do not retry
"""

import re
from typing import ClassVar

from webapp.lib.errors import ErrorWord

LONGEST_DETAIL = 200
UNREACHED = "It could not be reached from this machine; check its network, names and proxy."
_SECRET = re.compile(
    r"(bearer\s+|token\W{1,4}|secret\W{1,4}|[?&]\w*token=)[\w.~+/=-]{6,}|[\w~+/-]{28,}", re.IGNORECASE
)


class UpstreamError(Exception):
    """A call that brought nothing; ``path`` is the address without host and query."""

    word: ErrorWord = ErrorWord.UPSTREAM
    is_retryable: ClassVar[bool] = False
    is_unreached: bool = False
    """Whether no connection came about at all."""

    def __init__(
        self,
        detail: str = "",
        *,
        path: str = "",
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.detail = redacted(detail)
        self.path = path
        self.status = status
        self.retry_after = retry_after
        super().__init__(f"{type(self).__name__} {status or '-'} {path}: {self.detail}")

    @property
    def sentence(self) -> str:
        """What to tell an operator."""
        return self.word.sentence


class Unavailable(UpstreamError):
    """No usable answer came; ``word`` says whether it was late or broken.

    ``is_unreached``: no connection came about, which is as likely this machine's trouble as the service's.
    """

    is_retryable = True

    def __init__(
        self,
        detail: str = "",
        *,
        path: str = "",
        status: int | None = None,
        retry_after: float | None = None,
        word: ErrorWord = ErrorWord.UPSTREAM,
        is_unreached: bool = False,
    ) -> None:
        super().__init__(detail, path=path, status=status, retry_after=retry_after)
        self.word = word
        self.is_unreached = is_unreached

    @property
    def sentence(self) -> str:
        """What to tell an operator."""
        return UNREACHED if self.is_unreached else self.word.sentence


class RateLimited(UpstreamError):
    """No call may be made now; come back after ``retry_after`` seconds."""

    word = ErrorWord.RATE_LIMITED
    is_retryable = True


class Resting(RateLimited):
    """Not asked: the service was in trouble a moment ago, and is left alone for ``retry_after`` seconds."""

    word = ErrorWord.UPSTREAM


class NotFound(UpstreamError):
    """There is no such resource to be seen; which is not yet a reason to delete anything."""

    word = ErrorWord.NOT_FOUND


class Forbidden(UpstreamError):
    """One resource is hidden or out of order."""

    word = ErrorWord.FORBIDDEN


class Unauthorised(UpstreamError):
    """The client id is refused, with a fresh token too."""

    word = ErrorWord.AUTH


class BadPayload(UpstreamError):
    """JSON that lacks what was promised; ``field`` is the JSON path."""

    word = ErrorWord.SCHEMA

    def __init__(
        self, detail: str = "", *, field: str = "", path: str = "", status: int | None = None
    ) -> None:
        super().__init__(f"{field} {detail}" if field else detail, path=path, status=status)
        self.field = field
        self.problem = detail


class BadRequest(UpstreamError):
    """A question that cannot be asked: a name with a slash, or an answer 400 or 405."""

    word = ErrorWord.BUG


def redacted(text: str) -> str:
    """Return at most 200 characters on one line, without what looks like a token or a secret."""
    line = " ".join(text[: 4 * LONGEST_DETAIL].split())
    return _SECRET.sub("[removed]", "".join(c if c.isprintable() else "?" for c in line))[:LONGEST_DETAIL]
