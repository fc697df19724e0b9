"""A stand-in for Discord's webhooks: it takes every message and shows what arrived."""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from simulator.clock import WorldClock
from simulator.routes import Route
from simulator.wire import Answer, Headers, Request

MOST_KEPT = 200
_JSON: Headers = (("content-type", "application/json"),)


class Discord:
    """Takes messages as Discord does: https://discord.com/developers/docs/resources/webhook."""

    def __init__(self, clock: WorldClock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._arrived: deque[dict[str, Any]] = deque(maxlen=MOST_KEPT)

    def answer(self, request: Request, where: Route) -> Answer:
        """Take a message: 204 without a body, as long as it can be read."""
        if request.method != "POST":
            return _refused(405, "405: Method Not Allowed", 0)
        try:
            message = orjson.loads(request.body)
        except orjson.JSONDecodeError:
            message = None
        if not isinstance(message, dict) or not message.get("content"):
            return _refused(400, "Cannot send an empty message", 50006)
        with self._lock:
            self._arrived.append({"webhook": where.number, "at": self._clock.now(), "message": message})
        return Answer(204)

    def doors(self) -> Mapping[tuple[str, str], Callable[[Request, Any], Any]]:
        """Return what `/_control` answers about it."""
        return {
            ("GET", "discord"): lambda *_: self.report(),
            ("DELETE", "discord"): lambda *_: self.clear(),
        }

    def report(self) -> dict[str, Any]:
        """Return the newest messages in the order in which they came; keys of webhooks are not kept."""
        with self._lock:
            return {"messages": list(self._arrived)}

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._arrived.clear()


def refusal(status: int, *, headers: Headers = ()) -> Answer:
    """Return a refusal as Discord words it."""
    if status == 404:  # noqa: PLR2004 - of a webhook that was deleted
        return _refused(status, "Unknown Webhook", 10015, headers)
    return _refused(status, f"{status}: simulated", 0, headers)


def _refused(status: int, message: str, code: int, headers: Headers = ()) -> Answer:
    return Answer(status, orjson.dumps({"message": message, "code": code}), (*_JSON, *headers))
