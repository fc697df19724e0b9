"""What somebody is told who is signed in, but whose list of characters did not come along. Pure."""

from collections.abc import Mapping

from webapp.accounts.listing_notes import Note
from webapp.accounts.page import OutcomePage
from webapp.words import REGIONS

_TITLES = {
    Note.NOT_SHARED: "You are signed in without characters",
    Note.NOT_READ: "You are signed in; your characters could not be read",
    Note.NONE_HERE: "You are signed in; there are no characters here",
    Note.FORGOTTEN: "You are signed in; your characters stay forgotten",
}
_SENTENCES = {
    Note.NOT_SHARED: (
        "Battle.net was not allowed to share your characters, so none was read or changed.",
        "To add them, sign in once more and leave the box for your World of Warcraft profile ticked.",
        "If Battle.net does not ask again, remove this site under Connections in your Battle.net account.",
    ),
    Note.NOT_READ: (
        "Battle.net does not list your characters just now. What was proved before stays as it was.",
        "Try again in a minute to add what is new.",
    ),
    Note.NONE_HERE: (
        "Battle.net lists no character of yours in this region. What was proved before stays as it was.",
        "If you play elsewhere, choose that region.",
    ),
    Note.FORGOTTEN: (
        "You once asked this site to forget you, so none of the characters on your list is stored or shown.",
        "It stays like that unless you bring them back here; Battle.net then lists them once more.",
    ),
}
_LABELS = {
    Note.NOT_SHARED: "Add my characters",
    Note.NOT_READ: "Try again",
    Note.NONE_HERE: "Read another region",
    Note.FORGOTTEN: "Bring my characters back",
}


def outcome_page(name: str, region: str, note: Note, way_on: str) -> OutcomePage:
    """Return the page for a note."""
    return OutcomePage(
        name=name,
        region=region,
        title=_TITLES[note],
        sentences=_SENTENCES[note],
        label=_LABELS[note],
        brings_back=note is Note.FORGOTTEN,
        way_on=way_on,
    )


def read_outcome(kept: object) -> tuple[str, Note, str] | None:
    """Return region, note and way on as the browser kept them; None for nothing that can be said."""
    if not isinstance(kept, Mapping):
        return None
    region, note, way_on = (kept.get(key) for key in ("region", "note", "way_on"))
    if region not in REGIONS or note not in set(Note) or not isinstance(way_on, str):
        return None
    return str(region), Note(str(note)), way_on
