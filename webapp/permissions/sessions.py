"""How long somebody stays signed in, and what of the cookie is stored. Pure."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

IDLE_FOR = timedelta(hours=12)
"""A session that nobody used for so long is over."""
LASTS_FOR = timedelta(days=7)
"""No session lasts longer, however busy it is."""
RANDOM_BYTES = 32
_COOKIE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTimes:
    """When a session was last used, when it ends at the latest, and whether it was ended before."""

    seen_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


def new_cookie(randomness: bytes) -> str:
    """Return what a browser keeps: 256 random bits, which tell nothing about anybody."""
    if len(randomness) != RANDOM_BYTES:
        raise ValueError(f"a session is made of {RANDOM_BYTES} random bytes")
    return base64.urlsafe_b64encode(randomness).rstrip(b"=").decode()


def session_id(cookie: str) -> str | None:
    """Return the id under which a session is stored, the cookie's SHA-256; None for what is no cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest() if _COOKIE.fullmatch(cookie) else None


def is_alive(times: SessionTimes, now: datetime) -> bool:
    """Say whether a session still opens anything."""
    return times.revoked_at is None and now < times.expires_at and now - times.seen_at < IDLE_FOR
