"""The points that a key of Warcraft Logs may spend within an hour of the world's time."""

import math
import threading
from dataclasses import dataclass

DEFAULT_LIMIT_PER_HOUR = 3_600
_HOUR_SECONDS = 3_600


@dataclass(slots=True)
class _Hour:
    started_at: float
    spent: float = 0.0


class PointBook:
    """Keeps what each client has spent; an hour begins with its first request."""

    def __init__(self) -> None:
        self.limit_per_hour = DEFAULT_LIMIT_PER_HOUR
        self._lock = threading.Lock()
        self._hours: dict[str, _Hour] = {}

    def spend(self, client: str, points: float, now: float) -> None:
        """Enter the price of a query."""
        with self._lock:
            self._hour(client, now).spent += points

    def spent(self, client: str, now: float) -> float:
        """Return what a client has spent this hour."""
        with self._lock:
            return self._hour(client, now).spent

    def resets_in(self, client: str, now: float) -> int:
        """Return the whole seconds until a client's points are back."""
        with self._lock:
            return max(1, math.ceil(self._hour(client, now).started_at + _HOUR_SECONDS - now))

    def is_used_up(self, client: str, now: float) -> bool:
        """Say whether a client has to wait."""
        return self.spent(client, now) >= self.limit_per_hour

    def set_spent(self, points: float, now: float) -> None:
        """Let every client have spent so much, also those that have yet to ask."""
        with self._lock:
            for client in {*self._hours, ""}:
                self._hours[client] = _Hour(now, points)

    def report(self, now: float) -> dict[str, float]:
        """Return what each client that asked has spent this hour."""
        with self._lock:
            return {client: self._hour(client, now).spent for client in list(self._hours) if client}

    def _hour(self, client: str, now: float) -> _Hour:
        hour = self._hours.get(client)
        if hour is None or not hour.started_at <= now < hour.started_at + _HOUR_SECONDS:
            model = self._hours.get("") if hour is None else None
            hour = self._hours[client] = _Hour(now, model.spent if model else 0.0)
        return hour
