"""Read what an officer typed as a note: plain text, of letters that everybody can see. Pure."""

import re
import unicodedata
from collections.abc import Mapping

from webapp.permissions.mapping import FieldProblem

FIELD, VERSION = "note", "version"
LONGEST = 2_000
_NUMBER = re.compile(r"[0-9]{1,9}")
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Controls but the end of a line, and what turns the direction of text or is not to be seen."""
NOT_TEXT = (
    "The note has a letter that cannot be seen, such as a tab or one that turns text round. Type it anew."
)
TOO_LONG = f"The note has more than {LONGEST:,} letters. Shorten it."


def read_note(form: Mapping[str, str]) -> tuple[str, FieldProblem | None]:
    """Return the note without blanks around it, and what is wrong with it, if anything is."""
    text = unicodedata.normalize("NFC", form.get(FIELD, "").replace("\r\n", "\n")).strip()
    if _UNSEEN.search(text):
        return text, FieldProblem(FIELD, NOT_TEXT)
    return text, FieldProblem(FIELD, TOO_LONG) if len(text) > LONGEST else None


def read_version(form: Mapping[str, str]) -> int:
    """Return the version that the note was made from; what is none is older than any."""
    given = form.get(VERSION, "")
    return int(given) if _NUMBER.fullmatch(given) else -1
