"""What the pages of imports show. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from webapp.lib.forms import Draft
from webapp.words import REGIONS, Faction, FileOutcome

LARGEST_MB = 5
MOST_FILES = 500
OUTCOMES = {
    FileOutcome.IMPORTED: "imported",
    FileOutcome.UNPLACED: "waits for a place",
    FileOutcome.EQUAL: "already there and equal",
    FileOutcome.OLDER: "newer here",
    FileOutcome.CONFLICT: "conflict",
    FileOutcome.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Whose page it is: a guild's, or that of who runs the server."""

    title: str
    path: str
    """Where the pages of imports are; ends with a slash."""
    up_path: str
    up_name: str
    where: str
    unplaced: str = "unplaced/"
    """Where below them those are who wait for a place."""
    faction: Faction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLine:
    """Files that were sent together, and how far they are."""

    id: int
    sent_at: datetime
    finished_at: datetime | None
    files: int
    done: int
    counts: Sequence[tuple[str, int]] = ()

    @property
    def is_open(self) -> bool:
        """Whether files wait to be read."""
        return self.finished_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """What became of one file; ``path`` is where its character's page is."""

    file_name: str
    word: str
    """Of the outcome, as styles call it; ``waits`` before there is one."""
    outcome: str
    why: str
    name: str
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportsPage:
    """The form that takes files, and the uploads of the last 30 days."""

    home: Home
    uploads: Sequence[UploadLine]
    unplaced: int
    draft: Draft[str]
    regions: Sequence[str] = REGIONS
    largest_mb: int = LARGEST_MB
    most_files: int = MOST_FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """What became of each file of an upload."""

    home: Home
    upload: UploadLine
    files: Sequence[FileLine]

    @property
    def path(self) -> str:
        """Where this report is; ends with a slash."""
        return f"{self.home.path}{self.upload.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedLine:
    """A record that waits for a person to say where it belongs."""

    id: int
    name: str
    told: str
    source: str
    read_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedPage:
    """Characters whose files do not say where they are."""

    home: Home
    lines: Sequence[UnplacedLine]
    waiting: int
    region: str
    realm: str
    """What the fields offer: where the guild is."""
    draft: Draft[str] = field(default_factory=Draft[str])
    wrong_id: int | None = None
    """The record about which something typed is wrong."""
    regions: Sequence[str] = REGIONS

    @property
    def place_path(self) -> str:
        """Where the place of a record goes that is named behind it."""
        return f"{self.home.path}{self.home.unplaced}"
