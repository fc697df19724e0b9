"""Read what an officer typed as a note: plain text, of letters that everybody can see. Pure."""

import re
import unicodedata
from collections.abc import Mapping

from webapp.lib.forms import FieldProblem
from webapp.lib.names import is_readable
from webapp.lib.spelling import plain

FIELD, VERSION = "note", "version"
LONGEST = 2_000
_NUMBER = re.compile(r"[0-9]{1,9}")
NOT_TEXT = "The note has letters that nobody can see or read, such as a tab. Type it anew."
TOO_LONG = f"The note has more than {LONGEST:,} letters. Shorten it."


def read_note(form: Mapping[str, str]) -> tuple[str, FieldProblem | None]:
    """Return the note without blanks around it, and what is wrong with it, if anything is."""
    text = unicodedata.normalize("NFC", form.get(FIELD, "").replace("\r\n", "\n")).strip()
    if len(text) > LONGEST:
        return text, FieldProblem(FIELD, TOO_LONG)
    return text, None if is_readable(text) else FieldProblem(FIELD, NOT_TEXT)


def has_words(note: str, words: str) -> bool:
    """Say whether a note has what somebody looks for, whatever its case, accents and blanks."""
    return " ".join(plain(words).split()) in " ".join(plain(note).split())


def read_version(form: Mapping[str, str]) -> int:
    """Return the version that the note was made from; what is none is older than any."""
    given = form.get(VERSION, "")
    return int(given) if _NUMBER.fullmatch(given) else -1
