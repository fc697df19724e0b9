"""Find names as people type them: without the accents and special letters that their keyboard lacks. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from webapp.lib.names import name_key

MARKS = "\u0300-\u036f"
APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"))
"""What phones and word processors write for the apostrophe that the game knows."""
_OTHERS = {"ae": "æ", "oe": "œ", "th": "þ", "o": "ø", "l": "ł", "d": "đð", "i": "\u0131", "h": "ħ"}
"""Letters that are no letter with a mark, and what people type for them."""
_PIECE = re.compile(f"(?:{'|'.join(_OTHERS)}|.)[{MARKS}]*", re.DOTALL)
_MARKED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿšžёй"
"""The letters with a mark that keyboards of Western and Eastern Europe have."""


def plain_apostrophes(text: str) -> str:
    """Return a text with the apostrophe that the game knows."""
    return text.translate(APOSTROPHES)


class Needle:
    """What somebody typed: a letter without an accent stands for it with any, an accented one for itself."""

    def __init__(self, typed: str) -> None:
        self._pattern = re.compile("".join(_pieces(_apart(typed))))

    def is_in(self, name: str) -> bool:
        """Say whether a name has what was typed somewhere."""
        return self._pattern.search(_apart(name)) is not None

    def begins(self, name: str) -> bool:
        """Say whether a name begins with what was typed."""
        return self._pattern.match(_apart(name)) is not None

    def is_whole(self, name: str) -> bool:
        """Say whether a name is what was typed, from its first to its last letter."""
        return self._pattern.fullmatch(_apart(name)) is not None


def _apart(text: str) -> str:
    """Return a text folded, its accents taken apart from their letters."""
    return unicodedata.normalize("NFD", plain_apostrophes(name_key(text)))


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
    bare = re.sub(f"[{MARKS}]", "", _apart(text))
    return unicodedata.normalize("NFC", bare.translate(_TYPED))


def spellings(typed: str) -> Iterator[str]:
    """Yield the keys of names that differ from what was typed by accents only, those with fewest first.

    A long name has thousands: whoever asks takes as many as are worth a look.
    """
    choices = [_written(piece) for piece in _PIECE.findall(plain(typed))]
    open_places = [place for place, choice in enumerate(choices) if len(choice) > 1]
    for number in range(len(open_places) + 1):
        for chosen in combinations(open_places, number):
            letters = [one[1:] if place in chosen else one[:1] for place, one in enumerate(choices)]
            yield from map("".join, product(*letters))


def _written(piece: str) -> Sequence[str]:
    """Return the ways to write one or two plain letters, the plain one first."""
    ways = ["".join(letters) for letters in product(*(letter + _LETTERS.get(letter, "") for letter in piece))]
    return [*ways, *(_OTHERS[piece] if len(piece) > 1 else "")]


def _letters() -> dict[str, str]:
    """Return for each plain letter those that stand for it with a mark, or in its place."""
    known = {plain_letter: others for plain_letter, others in _OTHERS.items() if len(plain_letter) == 1}
    for letter in _MARKED:
        base = unicodedata.normalize("NFD", letter)[0]
        known[base] = known.get(base, "") + letter
    return known


_TYPED = str.maketrans({other: letters for letters, others in _OTHERS.items() for other in others})
_LETTERS = _letters()
