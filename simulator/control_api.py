"""`/_control`: faults, clock, world, truth, requests, limits, latency, tokens and Warcraft Logs, in JSON."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import orjson

from simulator.events import EventError, Events
from simulator.faults import FaultBook, RuleError, read_rule
from simulator.ledger import Ledger
from simulator.limiter import Limit, Limiter
from simulator.truth import guild_truth, world_truth
from simulator.warcraftlogs.service import WarcraftLogs
from simulator.wire import Answer, Request
from simulator.world import World

PREFIX = "/_control"
_JSON = (("content-type", "application/json;charset=UTF-8"),)
Content = Any


class ControlApi:
    """Answers control requests."""

    def __init__(
        self,
        world: World,
        *,
        faults: FaultBook,
        ledger: Ledger,
        limiter: Limiter,
        warcraftlogs: WarcraftLogs,
        settings: Callable[[dict[str, Any]], dict[str, Any]],
    ) -> None:
        self._world = world
        self._events = Events(world)
        self._faults = faults
        self._ledger = ledger
        self._limiter = limiter
        self._warcraftlogs = warcraftlogs
        self.on_change: Callable[[], None] = lambda: None
        self._doors: dict[tuple[str, str], Callable[[Request, Content], Content]] = {
            ("GET", "health"): lambda *_: {"ok": True, "now": world.clock.now()},
            ("GET", "faults"): lambda *_: faults.report(),
            ("POST", "faults"): self._add_faults,
            ("DELETE", "faults"): lambda *_: faults.clear(),
            ("GET", "clock"): self._clock,
            ("POST", "clock"): self._set_clock,
            ("GET", "world"): lambda *_: world_truth(world),
            ("POST", "world"): self._happen,
            ("GET", "requests"): lambda request, _: ledger.report(listed="list" in request.query),
            ("DELETE", "requests"): lambda *_: ledger.clear(),
            ("POST", "limit"): self._set_limit,
            ("POST", "latency"): lambda _, content: settings(content),
            ("POST", "tokens"): lambda _, content: settings(content),
            ("GET", "warcraftlogs"): lambda *_: warcraftlogs.report(),
            ("POST", "warcraftlogs"): lambda _, content: warcraftlogs.set(**content),
        }

    def add_doors(self, doors: Mapping[tuple[str, str], Callable[[Request, Content], Content]]) -> None:
        """Answer further requests."""
        self._doors |= doors

    def answer(self, request: Request) -> Answer:
        """Answer a control request; what cannot be read is 400 with a sentence."""
        parts = [unquote(part) for part in request.path.removeprefix(PREFIX).strip("/").split("/")]
        try:
            content = orjson.loads(request.body) if request.body else {}
            if parts[0] == "truth":
                return _told(200, self._truth(parts[1:]))
            door = self._doors.get((request.method, parts[0]))
            if door is None:
                return _told(404, {"error": f"no {request.method} {request.path} here"})
            return _told(200, door(request, content))
        except (EventError, RuleError, ValueError, TypeError, KeyError) as problem:
            return _told(400, {"error": f"{type(problem).__name__}: {problem}"})

    def _add_faults(self, _: Request, content: Content) -> Content:
        rules = content if isinstance(content, list) else [content]
        return {"numbers": self._faults.add([read_rule(rule) for rule in rules])}

    def _clock(self, *_: object) -> Content:
        return {"now": self._world.clock.now()} | self._world.clock.state()

    def _set_clock(self, request: Request, content: Content) -> Content:
        clock = self._world.clock
        if "freeze" in content:
            (clock.freeze if content["freeze"] else clock.thaw)()
        if "set" in content:
            clock.set(_moment(content["set"]))
        if "advance_seconds" in content:
            clock.advance(float(content["advance_seconds"]))
        self.on_change()
        return self._clock(request)

    def _happen(self, _: Request, content: Content) -> Content:
        events = content if isinstance(content, list) else [content]
        outcome = [self._events.happen(event) for event in events]
        self.on_change()
        return outcome if isinstance(content, list) else outcome[0]

    def _set_limit(self, _: Request, content: Content) -> Content:
        self._limiter.set(Limit(**content))
        return content

    def _truth(self, parts: list[str]) -> Content:
        region, realm, slug = parts
        state = self._world.find_guild(region, realm, slug)
        if state is None:
            raise EventError(f"no guild {slug} on {realm} in {region}")
        return guild_truth(self._world, state)


def _moment(value: Any) -> float:
    """Read a moment: seconds since the epoch, or an ISO 8601 text with a zone."""
    return datetime.fromisoformat(value).timestamp() if isinstance(value, str) else float(value)


def _told(status: int, content: Content) -> Answer:
    return Answer(status, orjson.dumps(content if content is not None else {"ok": True}), _JSON)
