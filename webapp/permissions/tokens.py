"""What a program's token is, and what it allows: the rules of the JSON API's keys. Pure."""

import base64
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

RECOGNISED_BY = "mst_"
"""Begins every token, so that people and scanners of leaked secrets know one when they see it."""
RANDOM_BYTES = 32
SHOWN_LETTERS = len(RECOGNISED_BY) + 8
"""So much of a token is kept in the clear: enough to tell it from others, useless for guessing the rest."""
LONGEST_LIFE = timedelta(days=3650)

_TOKEN = re.compile(RECOGNISED_BY + r"[A-Za-z0-9_-]{43}")
_LIFE = re.compile(r"([1-9][0-9]{0,4})([hdwy])")
_UNITS = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}


class Scope(StrEnum):
    """What a token may be used for."""

    CACHE_READ = "cache:read"
    CACHE_WRITE = "cache:write"
    CHARACTERS_READ = "characters:read"
    METRICS_READ = "metrics:read"


OF_OPERATORS = frozenset({Scope.METRICS_READ})
"""What only a token of an operator may be used for: it is about the whole server."""


class Refusal(StrEnum):
    """Why a token does not open a door."""

    MISSING = "missing"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A token as it is stored: of one guild, or of an operator where ``guild_id`` is None.

    ``permission_version`` is the guild's.
    """

    token_id: int
    guild_id: int | None
    scopes: Collection[str]
    expires_at: datetime | None
    revoked_at: datetime | None
    permission_version: int | None = None


class BadLife(ValueError):
    """A text that names no life time of a token; the message says what would."""


def new_token(randomness: bytes) -> str:
    """Return a token made of 256 random bits."""
    if len(randomness) != RANDOM_BYTES:
        raise ValueError(f"a token is made of {RANDOM_BYTES} random bytes")
    return RECOGNISED_BY + base64.urlsafe_b64encode(randomness).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """Return what is stored of a token: its SHA-256; 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def shown_prefix(token: str) -> str:
    """Return the part of a token that lists show."""
    return token[:SHOWN_LETTERS]


def token_in(header: str | None) -> str | Refusal:
    """Return the token of an ``Authorization`` header, or why there is none."""
    if not header:
        return Refusal.MISSING
    scheme, _, credentials = header.partition(" ")
    token = credentials.strip(" ")
    if scheme.lower() != "bearer" or not _TOKEN.fullmatch(token):
        return Refusal.MALFORMED
    return token


def holds_token(text: str) -> bool:
    """Say whether a whole token stands in a text."""
    return _TOKEN.search(text) is not None


def refusal_of(bearer: Bearer | None, scope: Scope, now: datetime) -> Refusal | None:
    """Return why a stored token does not give a scope at this moment, or None when it does."""
    if bearer is None:
        return Refusal.UNKNOWN
    if bearer.revoked_at is not None:
        return Refusal.REVOKED
    if bearer.expires_at is not None and bearer.expires_at <= now:
        return Refusal.EXPIRED
    return None if scope in bearer.scopes else Refusal.SCOPE


def life_of(text: str) -> timedelta:
    """Return the span that ``90d``, ``12h``, ``8w`` or ``1y`` names, or raise BadLife."""
    found = _LIFE.fullmatch(text.strip().lower())
    if found is None:
        raise BadLife(f"{text!r} is no life time; write 90d, 12h, 8w or 1y")
    life = int(found[1]) * _UNITS[found[2]]
    if life > LONGEST_LIFE:
        raise BadLife(f"{text!r} is longer than ten years; leave it out for a token without an end")
    return life
