"""Where the access token is shared between processes: encrypted in Redis, with a lock for renewing it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import orjson
from cryptography.fernet import Fernet, InvalidToken
from redis import Redis, RedisError

_EARLY = 60.0
_RENEW_AFTER = 0.8
_STILL_USABLE = 0.9
_LOCK_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """An access token; times are seconds since 1970."""

    value: str
    obtained_at: float
    expires_at: float

    def is_fresh(self, now: float) -> bool:
        """Tell whether it need not be renewed yet: before 80 % of its life."""
        return now < self.obtained_at + _RENEW_AFTER * self._life

    def is_usable(self, now: float) -> bool:
        """Tell whether it can still be sent: it counts as expired 60 s early (a short-lived one, 10 %)."""
        return now < max(self.expires_at - _EARLY, self.obtained_at + _STILL_USABLE * self._life)

    @property
    def _life(self) -> float:
        return self.expires_at - self.obtained_at

    def __repr__(self) -> str:
        return f"Token(expires_at={self.expires_at:.0f})"


class TokenStore:
    """Shares a token through Redis; without Redis or a cipher every process keeps its own."""

    def __init__(self, redis: Redis | None, cipher: Fernet | None, *, name: str) -> None:
        self._redis = redis if cipher is not None else None
        self._cipher = cipher
        self._key = f"token:{name}"

    @property
    def is_shared(self) -> bool:
        """Tell whether other processes can see the token."""
        return self._redis is not None

    def load(self) -> Token | None:
        """Return the shared token, if there is one that we can read."""
        if self._redis is None or self._cipher is None:
            return None
        try:
            sealed = self._redis.get(self._key)
            return None if sealed is None else Token(**orjson.loads(self._cipher.decrypt(sealed)))
        except (RedisError, InvalidToken, orjson.JSONDecodeError, TypeError):
            return None

    def save(self, token: Token, *, now: float) -> None:
        """Share a token for as long as it lives."""
        if self._redis is None or self._cipher is None:
            return
        sealed = self._cipher.encrypt(orjson.dumps(asdict(token)))
        try:
            self._redis.set(self._key, sealed, px=max(1, int((token.expires_at - now) * 1000)))
        except RedisError:
            return

    @contextmanager
    def renewing(self) -> Iterator[bool]:
        """Hold the lock of renewal while inside; False when another process holds it."""
        if self._redis is None:
            yield True
            return
        lock = self._redis.lock(f"{self._key}:renewing", timeout=_LOCK_SECONDS, blocking=False)
        try:
            is_ours = lock.acquire()
        except RedisError:
            is_ours = True  # nobody can be asked: this process renews for itself
        try:
            yield is_ours
        finally:
            try:
                if lock.local.token is not None:
                    lock.release()
            except RedisError:
                pass
