"""The way to Discord: one bounded call to the server that the settings name."""

import base64
import hashlib
import math
import os
from functools import lru_cache
from typing import Any

import orjson
from cryptography.fernet import Fernet, InvalidToken

from webapp.config import Settings
from webapp.lib.http import ConnectionFailed, Http, HttpError, HttpLimits
from webapp.lib.http_errors import CertificateRefused, Dropped, OriginRefused
from webapp.notifications.verdict import Attempt

_LIMITS = HttpLimits(connect_timeout=2.0, read_timeout=5.0, deadline=8.0, wire_cap=64 * 1024)
_NEVER_SENT = (OriginRefused, CertificateRefused, ConnectionFailed)


def sealed(path: str, settings: Settings) -> str:
    """Encrypt a webhook's path with the app's own secret."""
    return _cipher(settings.secret_key).encrypt(path.encode()).decode()


def opened(text: str, settings: Settings) -> str | None:
    """Return the path again; None when it was encrypted with a secret that nobody has any more."""
    for secret in (settings.secret_key, *settings.secret_key_fallbacks):
        try:
            return _cipher(secret).decrypt(text.encode()).decode()
        except InvalidToken:
            continue
    return None


def send(path: str, body: dict[str, Any], settings: Settings) -> Attempt:
    """Post a message; what went wrong is part of the answer, never raised."""
    base = settings.discord_base.rstrip("/")
    headers = {"Content-Type": "application/json"}
    try:
        answer = _http(base, os.getpid()).post(base + path, body=orjson.dumps(body), headers=headers)
    except HttpError as error:
        was_sent = isinstance(error, Dropped) or not isinstance(error, _NEVER_SENT)
        return Attempt(may_have_arrived=was_sent, is_silent=True)
    return Attempt(status=answer.status, retry_after=_seconds(answer.headers.get("retry-after")))


def _seconds(value: str | None) -> float | None:
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


@lru_cache(maxsize=4)
def _http(base: str, _process_id: int) -> Http:
    return Http([base], user_agent="Muster notifications", limits=_LIMITS)


def _cipher(secret: str) -> Fernet:
    digest = hashlib.blake2b(secret.encode(), digest_size=32, person=b"webhook-address").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
