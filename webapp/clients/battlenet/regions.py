"""Regions, namespaces, locales, and how names become parts of an address."""

import unicodedata
from enum import StrEnum
from urllib.parse import quote

from webapp.clients.battlenet.errors import BadRequest

LONGEST_CHARACTER = 48
LONGEST_GUILD = 64
LONGEST_SLUG = 64
_NEVER_IN_A_NAME = frozenset("/\\?#%.&;:@")


class Region(StrEnum):
    """Where a realm stands; China has other hosts and is out of scope."""

    US = "us"
    EU = "eu"
    KR = "kr"
    TW = "tw"

    @property
    def locale(self) -> str:
        """The language that answers are asked in, so that names are plain strings."""
        return _LOCALES[self]


class Namespace(StrEnum):
    """Which kind of data a call is for."""

    STATIC = "static"
    DYNAMIC = "dynamic"
    PROFILE = "profile"


_LOCALES = {Region.US: "en_US", Region.EU: "en_GB", Region.KR: "ko_KR", Region.TW: "zh_TW"}


def character_part(name: str) -> str:
    """Return a character's name as part of an address; raises BadRequest for what no name can be."""
    return _part(name, longest=LONGEST_CHARACTER, what="character name")


def guild_part(name: str) -> str:
    """Return a guild's name as part of an address: spaces become hyphens."""
    return _part("-".join(name.split()), longest=LONGEST_GUILD, what="guild name")


def realm_part(slug: str) -> str:
    """Return a realm's slug as part of an address; slugs come from the realm index, never from a formula."""
    return _part(slug, longest=LONGEST_SLUG, what="realm slug")


def _part(text: str, *, longest: int, what: str) -> str:
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    if not lowered or len(lowered) > longest or any(map(_is_odd, lowered)):
        raise BadRequest(f"not a {what}")
    return quote(lowered, safe="")


def _is_odd(character: str) -> bool:
    return character in _NEVER_IN_A_NAME or unicodedata.category(character)[0] in "CZ"
