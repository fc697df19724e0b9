"""Find names as people type them: without the accents and special letters that their keyboard lacks. Pure."""

import re
import unicodedata
from collections.abc import Iterator

from webapp.lib.names import name_key

MARKS = "\u0300-\u036f"
APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"))
"""What phones and word processors write for the apostrophe that the game knows."""
_OTHERS = {"ae": "æ", "oe": "œ", "th": "þ", "o": "ø", "l": "ł", "d": "đð", "i": "\u0131", "h": "ħ"}
"""Letters that are no letter with a mark, and what people type for them."""
_TYPED = str.maketrans({other: letters for letters, others in _OTHERS.items() for other in others})
"""What is typed for each of them."""
_PIECE = re.compile(f"(?:{'|'.join(_OTHERS)}|.)[{MARKS}]*", re.DOTALL)


def plain_apostrophes(text: str) -> str:
    """Return a text with the apostrophe that the game knows."""
    return text.translate(APOSTROPHES)


class Needle:
    """What somebody typed: a letter without an accent stands for it with any, an accented one for itself."""

    def __init__(self, typed: str) -> None:
        self._pattern = re.compile("".join(_pieces(apart(typed))))

    def is_in(self, name: str) -> bool:
        """Say whether a name has what was typed somewhere."""
        return self._pattern.search(apart(name)) is not None

    def begins(self, name: str) -> bool:
        """Say whether a name begins with what was typed."""
        return self._pattern.match(apart(name)) is not None

    def is_whole(self, name: str) -> bool:
        """Say whether a name is what was typed, from its first to its last letter."""
        return self._pattern.fullmatch(apart(name)) is not None


class Apart(str):
    """A text that was folded, and its accents taken apart from their letters, as needles look at it."""

    __slots__ = ()


def apart(text: str) -> Apart:
    """Take a text apart, unless it is: whoever looks for many needles in one does it once."""
    if isinstance(text, Apart):
        return text
    return Apart(unicodedata.normalize("NFD", plain_apostrophes(name_key(text))))


def _pieces(typed: str) -> Iterator[str]:
    for piece in _PIECE.findall(typed):
        base = piece.rstrip("".join(map(chr, range(0x300, 0x370))))
        marked = piece[len(base) :]
        if marked:
            yield re.escape(piece) + f"(?![{MARKS}])"
        elif base in _OTHERS:
            spelled = "".join(f"{letter}[{MARKS}]*" for letter in base)
            yield f"(?:{spelled}|[{_OTHERS[base]}][{MARKS}]*)"
        else:
            yield f"{re.escape(base)}[{MARKS}]*"


def plain(text: str) -> str:
    """Return the key of a name as people type it who leave out every accent: *Hánnírd* is *hannird*."""
    bare = re.sub(f"[{MARKS}]", "", apart(text))
    return unicodedata.normalize("NFC", bare.translate(_TYPED))
