"""What a call gives back, and what is told about it to metrics and run counters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from webapp.clients.battlenet.regions import Region
from webapp.lib.errors import ErrorWord

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[T]):
    """A parsed answer with the document to store; both are None when nothing was modified.

    ``text`` is the document as JSON without what no database stores.
    """

    value: T | None
    document: Mapping[str, Any] | None
    content_hash: str | None
    last_modified: str | None
    not_modified: bool
    text: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """One attempt on the wire, or at a token; ``status`` is None when no answer came.

    ``is_unreached``: there was no connection or no token, so that nobody can be asked about.
    """

    endpoint: str
    region: Region
    status: int | None
    seconds: float
    attempt: int
    not_modified: bool
    word: ErrorWord | None
    is_unreached: bool = False
