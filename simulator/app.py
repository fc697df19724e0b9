"""The simulator's front door: every request is counted, limited, perhaps spoiled, and answered."""

import time
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from simulator import discord
from simulator.access import TokenBook
from simulator.accounts import AccountBook
from simulator.battlenet import BattleNet, error, region_of
from simulator.control_api import PREFIX, ControlApi
from simulator.discord import Discord
from simulator.faults import FaultBook, FaultRule
from simulator.ledger import Ledger
from simulator.limiter import Limiter
from simulator.mischief import Refuse, replace_delay, spoil
from simulator.oauth import provider as sign_in
from simulator.oauth.actions import SIGN_IN_ACTIONS
from simulator.oauth.doors import AccountDoors
from simulator.oauth.provider import Provider
from simulator.pictures import picture
from simulator.routes import OAUTH_KINDS, WCL_KINDS, Kind, Route, route
from simulator.warcraftlogs import service as logs_service
from simulator.warcraftlogs.service import WarcraftLogs
from simulator.wire import Answer, Headers, Request
from simulator.world import World

_WITHOUT_QUOTA = OAUTH_KINDS | {Kind.TOKEN, Kind.PICTURE, Kind.DISCORD_WEBHOOK}
_REFUSALS: dict[Kind, Refuse] = dict.fromkeys(OAUTH_KINDS, sign_in.refusal) | dict.fromkeys(
    WCL_KINDS, logs_service.refusal
)
_REFUSALS[Kind.DISCORD_WEBHOOK] = discord.refusal


class App:
    """Hands requests to the part that answers them."""

    def __init__(self, world: World, *, token_seconds: int, latency_ms: float) -> None:
        self.tokens = TokenBook(token_seconds)
        self.latency_ms = latency_ms
        self.warcraftlogs = WarcraftLogs(world)
        self._discord = Discord(world.clock)
        accounts = AccountBook(world)
        self.provider = Provider(world, self.tokens, accounts)
        self._battlenet = BattleNet(world, self.tokens, accounts)
        self._faults, self._ledger, self._limiter = FaultBook(), Ledger(), Limiter()
        self.control = ControlApi(
            world,
            faults=self._faults,
            ledger=self._ledger,
            limiter=self._limiter,
            warcraftlogs=self.warcraftlogs,
            settings=self._set,
        )
        self.control.add_doors(AccountDoors(self.provider, accounts).doors())
        self.control.add_doors(self._discord.doors())

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        arrived_at = time.monotonic()
        if request.path.startswith(PREFIX):
            return self.control.answer(request)
        where, region = _told_apart(request, route(request.path)), region_of(request)
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
        if where.kind not in _WITHOUT_QUOTA and not self._limiter.admits(client, at):
            wait = self._limiter.limit.retry_after
            extra: Headers = (("Retry-After", wait),) if wait is not None else ()
            return error(429, headers=extra)
        return self._spoiled(request, where, region)

    def _spoiled(self, request: Request, where: Route, region: str) -> Answer:
        rule = self._faults.match(where, region, request.body)
        if rule is None:
            return self._true(request, where)
        if rule.action in SIGN_IN_ACTIONS:
            return replace_delay(self._falsified(request, where, rule), rule.delay_ms / 1_000)
        refuse = _REFUSALS.get(where.kind, error)
        return spoil(rule, request, lambda changed: self._true(changed, where), refuse=refuse)

    def _falsified(self, request: Request, where: Route, rule: FaultRule) -> Answer:
        if where.kind in OAUTH_KINDS:
            return self.provider.answer(request, where, rule)
        return self._true(request, where)

    def _true(self, request: Request, where: Route) -> Answer:
        if where.kind in WCL_KINDS:
            return self.warcraftlogs.answer(request, where)
        if where.kind in OAUTH_KINDS:
            return self.provider.answer(request, where)
        if where.kind is Kind.TOKEN:
            return self.tokens.grant(request)
        if where.kind is Kind.DISCORD_WEBHOOK:
            return self._discord.answer(request, where)
        if where.kind is Kind.PICTURE:
            return picture(where)
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


def _told_apart(request: Request, where: Route) -> Route:
    """Return the route, with what only method or body tell: a choice made, a code instead of credentials."""
    if where.kind is Kind.OAUTH_PAGE and request.method == "POST":
        return replace(where, kind=Kind.OAUTH_AUTHORIZE)
    if where.kind is Kind.TOKEN and b"authorization_code" in request.body:
        form = dict(parse_qsl(request.body.decode("latin-1")))
        if form.get("grant_type") == "authorization_code":
            return replace(where, kind=Kind.OAUTH_TOKEN)
    return where
