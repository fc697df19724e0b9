"""The simulator's front door: every request is counted, limited, perhaps spoiled, and answered."""

import time
from typing import Any

from simulator.access import TokenBook
from simulator.battlenet import BattleNet, error, region_of
from simulator.control_api import PREFIX, ControlApi
from simulator.faults import FaultBook
from simulator.ledger import Ledger
from simulator.limiter import Limiter
from simulator.mischief import replace_delay, spoil
from simulator.routes import WCL_KINDS, Kind, Route, route
from simulator.warcraftlogs.service import WarcraftLogs, refusal
from simulator.wire import Answer, Headers, Request
from simulator.world import World


class App:
    """Hands requests to the part that answers them."""

    def __init__(self, world: World, *, token_seconds: int, latency_ms: float) -> None:
        self.tokens = TokenBook(token_seconds)
        self.latency_ms = latency_ms
        self.warcraftlogs = WarcraftLogs(world)
        self._battlenet = BattleNet(world, self.tokens)
        self._faults, self._ledger, self._limiter = FaultBook(), Ledger(), Limiter()
        self.control = ControlApi(
            world,
            faults=self._faults,
            ledger=self._ledger,
            limiter=self._limiter,
            warcraftlogs=self.warcraftlogs,
            settings=self._set,
        )

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        arrived_at = time.monotonic()
        if request.path.startswith(PREFIX):
            return self.control.answer(request)
        where, region = route(request.path), region_of(request)
        region = where.region or region or ""
        logs = where.kind in WCL_KINDS
        tokens = self.warcraftlogs.tokens if logs else self.tokens
        client = tokens.client_of(request) or ""
        answer = (
            self._spoiled(request, where, region)
            if logs
            else self._limited(request, where, region=region, client=client, at=arrived_at)
        )
        self._ledger.note(request, where, at=arrived_at, region=region, client=client, answer=answer)
        return replace_delay(answer, self.latency_ms / 1_000)

    def _limited(self, request: Request, where: Route, *, region: str, client: str, at: float) -> Answer:
        if where.kind is not Kind.TOKEN and not self._limiter.admits(client, at):
            wait = self._limiter.limit.retry_after
            extra: Headers = (("Retry-After", wait),) if wait is not None else ()
            return error(429, headers=extra)
        return self._spoiled(request, where, region)

    def _spoiled(self, request: Request, where: Route, region: str) -> Answer:
        rule = self._faults.match(where, region, request.body)
        if rule is None:
            return self._true(request, where)
        refuse = refusal if where.kind in WCL_KINDS else error
        return spoil(rule, request, lambda changed: self._true(changed, where), refuse=refuse)

    def _true(self, request: Request, where: Route) -> Answer:
        if where.kind in WCL_KINDS:
            return self.warcraftlogs.answer(request, where)
        if where.kind is Kind.TOKEN:
            return self.tokens.grant(request)
        return self._battlenet.answer(request, where)

    def _set(self, content: dict[str, Any]) -> dict[str, Any]:
        """Change latency and tokens; return what holds now."""
        if "latency_ms" in content:
            self.latency_ms = float(content["latency_ms"])
        if "life_seconds" in content:
            self.tokens.life_seconds = int(content["life_seconds"])
        if content.get("revoke"):
            self.tokens.revoke_all()
        return {"latency_ms": self.latency_ms, "life_seconds": self.tokens.life_seconds}
