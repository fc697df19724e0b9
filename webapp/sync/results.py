"""What the fetching threads hand back: plain values, nothing that knows a session."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from webapp.lib.errors import ErrorWord
from webapp.sync.subjects import Subject
from webapp.words import Section


class Validity(StrEnum):
    """What the status endpoint said about a profile; anything but VALID is a reason to delete."""

    VALID = "valid"
    GONE = "gone"
    INVALID = "invalid"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionResult:
    """How one section's call went; ``word`` is None after success, and then a 304 has no value."""

    word: ErrorWord | None = None
    error: str | None = None
    retry_after: timedelta | None = None
    value: Any = None
    document: Any = None
    content_hash: str | None = None
    last_modified: str | None = None
    not_modified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterFetch:
    """Everything that was asked about one character in one look."""

    subject: Subject
    fetched_at: datetime
    results: dict[Section, SectionResult] = field(default_factory=dict)
    validity: Validity | None = None
    calls: int = 0
    is_whole: bool = True
    """Whether everything was asked that was worth asking; of half a look nothing is stored."""
    halt: SectionResult | None = None
    """The answer that stops the whole work: the allowance is used up, or the client is refused."""

    @property
    def summary(self) -> SectionResult | None:
        """The first call's result."""
        return self.results.get(Section.SUMMARY)
