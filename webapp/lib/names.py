"""How names of characters, guilds and realms are compared and written in addresses."""

import re
import unicodedata
from functools import lru_cache

LONGEST_NAME = 64
"""Letters that any name may have; the game allows 12 for a character and 24 for a guild."""
LONGEST_KEY = 96
"""Letters that the key of a name may have: casefold makes some letters into two or three."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff/\\?#%]")

_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Controls but the end of a line, and what turns the direction of text or is not to be seen."""
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
MOST_MARKS = 8
"""Marks that may follow each other on one letter; more run over the lines around it."""


class BadName(ValueError):
    """A name that no character, guild or realm can have; the message says why."""


def name_key(name: str) -> str:
    """Return the form under which a name is found: NFC and casefolded.

    Not the database's ``lower()``: SQLite's folds no letter outside ASCII. Casefold joins
    *Straße* and *Strasse*, so a key finds candidates and the Blizzard id decides.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def same_but_for_case(one: str, other: str) -> bool:
    """Say whether two names differ in nothing but case; unlike the key, it tells *Straße* from *Strasse*."""
    return _lower(one) == _lower(other)


def _lower(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())


def has_room(name: str) -> bool:
    """Say whether a name that came from outside can be stored, together with its key."""
    return 0 < len(name) <= LONGEST_NAME and len(name_key(name)) <= LONGEST_KEY


def checked_name(name: str, *, what: str) -> str:
    """Return the name in NFC without outer blanks, or raise BadName naming ``what`` is wrong."""
    tidy = unicodedata.normalize("NFC", name).strip()
    if not tidy:
        raise BadName(f"the {what} is empty")
    if len(tidy) > LONGEST_NAME:
        raise BadName(f"the {what} is longer than {LONGEST_NAME} letters")
    if wrong := _CONTROL.search(tidy):
        letter = f"the letter “{wrong[0]}”, which" if wrong[0].isprintable() else "a letter that"
        raise BadName(f"the {what} has {letter} no {what} can have")
    return tidy


def is_readable(text: str) -> bool:
    """Say whether a text that people read shows every letter, and something at all; nothing is readable.

    Ends of lines are: who asks for one line refuses them besides.
    """
    if _UNSEEN.search(text):
        return False
    kinds = "".join(unicodedata.category(letter)[0] for letter in text)
    if "M" * (MOST_MARKS + 1) in kinds:
        return False
    seen = (kind in "LNPS" and letter not in _BLANK_LETTERS for kind, letter in zip(kinds, text, strict=True))
    return not text or any(seen)


@lru_cache(maxsize=4096)
def guild_slug(name: str) -> str:
    """Return a guild's name as Battle.net writes it in addresses: lower case, blanks to hyphens.

    Source: the links in recorded guild answers, Cyrillic ones included.
    """
    return re.sub(r"\s+", "-", unicodedata.normalize("NFC", name).strip().lower())


def guild_name_key(name_or_slug: str) -> str:
    """Return one key for a guild's name and for its slug, so that either finds it."""
    return name_key(guild_slug(name_or_slug))
