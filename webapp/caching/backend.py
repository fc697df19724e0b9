"""The backend that ``CACHE_TYPE`` names: Flask-Caching's API over our tiers; keys begin with a region."""

import hashlib
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_caching.backends.base import BaseCache

from webapp.caching.entries import Fetched
from webapp.caching.questions import question_of
from webapp.caching.redis_tier import RedisAway, RedisTier
from webapp.caching.tiers import Tiers

MEMORY = 64 * 1024 * 1024
"""Bytes that a process keeps for itself."""


class TieredCache(BaseCache):
    """What Flask-Caching calls. It never raises because Redis is away; it keeps JSON and nothing else.

    ``search:eu:jaina`` is a key: its region says how long a value is kept.
    """

    def __init__(self, tiers: Tiers) -> None:
        super().__init__(default_timeout=0)
        self.tiers = tiers

    @classmethod
    def factory(
        cls, app: Flask, config: dict[str, Any], _args: list[Any], _options: dict[str, Any]
    ) -> "TieredCache":
        """Make the backend of an app, on its quick Redis client: a hung one is waited for once."""
        secret = hashlib.sha256(b"cache:" + str(app.config["SECRET_KEY"]).encode()).digest()
        redis_tier = RedisTier(app.extensions["muster_cache_redis"], config["CACHE_KEY_PREFIX"], secret)
        return cls(Tiers(redis_tier, memory=MEMORY))

    def get(self, key: str) -> Any:
        """Return the value under a key, or None; a stale one is still a value."""
        question, now = question_of(key), self.tiers.monotonic()
        kept = self.tiers.memory.get(key, now)
        if kept is not None and now < kept.asks_at:
            return question.codec.load(kept.value)
        try:
            found = self.tiers.find(question)
        except RedisAway:
            return None if kept is None else question.codec.load(kept.value)
        return None if found.entry is None else self.tiers.take(question, found)

    def set(self, key: str, value: Any, timeout: int | timedelta | None = None) -> bool:
        """Keep a value for so many seconds, or as long as its region says and never longer."""
        fresh_for = timedelta(seconds=timeout) if isinstance(timeout, int) else timeout
        return self.tiers.keep(question_of(key), Fetched(value, fresh_for), b"")

    def add(self, key: str, value: Any, timeout: int | timedelta | None = None) -> bool:
        """Keep a value unless there is one."""
        return self.get(key) is None and self.set(key, value, timeout)

    def has(self, key: str) -> bool:
        """Say whether there is a value under a key."""
        return self.get(key) is not None

    def delete(self, key: str) -> bool:
        """Let go of a key; other processes may show it for as long as its region lets them keep it."""
        self.tiers.memory.delete(key)
        try:
            self.tiers.redis.delete(key)
        except RedisAway:
            return False
        return True

    def delete_prefix(self, prefix: str) -> bool:
        """Let go of all keys that begin so; what was True is that Redis did it too."""
        self.tiers.memory.delete_prefix(prefix)
        try:
            self.tiers.redis.delete_prefix(prefix)
        except RedisAway:
            return False
        return True

    def clear(self) -> bool:
        """Let go of everything."""
        return self.delete_prefix("")
