"""What officers see beside a card: the parts of the page that its templates receive. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.characters.address import CharacterAddress
from webapp.lib.forms import Choice, Draft

OWN_NOTES = (
    "Notes about your own characters are for the other officers."
    " Your own data tells how often they were read."
)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One version of the note; an empty one says that the note was emptied."""

    body: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNotes:
    """The notes as somebody reads them, and the form that writes the next version.

    ``typed`` stands in the form; ``is_behind`` says that somebody wrote while it was being typed.
    """

    version: int
    lines: Sequence[NoteLine]
    typed: str
    problem: str | None = None
    is_behind: bool = False

    @property
    def note(self) -> NoteLine | None:
        """The note that holds, if there is one."""
        return self.lines[0] if self.lines and self.lines[0].body else None

    @property
    def earlier(self) -> Sequence[NoteLine]:
        """Whatever was written before the note that holds."""
        return self.lines if self.note is None else self.lines[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesView:
    """The panel of the notes: who can see it, whether there is a note, and the notes once they are shown."""

    audience: str
    refusal: str | None = None
    """Why this viewer may not read them."""
    has_note: bool = False
    by: str | None = None
    at: datetime | None = None
    """Who wrote last, and when; None where nobody ever did."""
    opened: OpenNotes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView:
    """The forms for role and main; ``refusal`` says why officers have no say about the main."""

    roles: Sequence[Choice]
    """The empty one leaves the word to Battle.net."""
    main: str
    refusal: str | None
    alts: int
    draft: Draft[str]

    def problem(self, field: str) -> str | None:
        """Return what is wrong with a field."""
        return self.draft.problem(field)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficersView:
    """Everything for officers beside one card; what the viewer has no tool for is None."""

    path: str
    """The address of the card, below which everything here is."""
    character_id: int
    """Whose card it is: each form says so, because a name may change hands while somebody writes."""
    notes: NotesView | None
    edit: EditView | None


@dataclass(frozen=True, slots=True)
class NotesPage:
    """The page that shows the notes to a browser without JavaScript, and the part of it for others."""

    address: CharacterAddress
    class_id: int
    officers: OfficersView
