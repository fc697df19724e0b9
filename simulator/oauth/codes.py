"""Authorization codes: each is good once, for a short time, for the application that asked."""

import secrets
import threading
import time
from dataclasses import dataclass

from simulator.accounts import Account
from simulator.oauth.authorization import Authorization

DEFAULT_CODE_SECONDS = 300.0


class CodeError(ValueError):
    """A code cannot be redeemed; the message says why."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to on signing in; the end is a monotonic second."""

    authorization: Authorization
    account: Account
    scopes: tuple[str, ...]
    ends: float


class CodeBook:
    """Gives codes out and takes them back."""

    def __init__(self) -> None:
        self.life_seconds = DEFAULT_CODE_SECONDS
        self._lock = threading.Lock()
        self._codes: dict[str, Consent] = {}

    def issue(self, authorization: Authorization, account: Account, scopes: tuple[str, ...]) -> str:
        """Return a new code."""
        code = "EU" + secrets.token_urlsafe(24)
        ends = time.monotonic() + self.life_seconds
        with self._lock:
            self._codes[code] = Consent(authorization, account, scopes, ends)
        return code

    def redeem(self, code: str, *, client: str, redirect_uri: str | None, verifier: str | None) -> Consent:
        """Return what a code stands for, and spend it even if it is refused. Raises CodeError."""
        with self._lock:
            consent = self._codes.pop(code, None)
        if consent is None:
            raise CodeError("Invalid authorization code")
        if consent.ends <= time.monotonic():
            raise CodeError("Authorization code expired")
        asked = consent.authorization
        if asked.client != client:
            raise CodeError("Client ID mismatch")
        if asked.redirect_uri != redirect_uri:
            raise CodeError("Redirect URI mismatch")
        if not asked.proves(verifier):
            raise CodeError("Invalid code verifier")
        return consent
