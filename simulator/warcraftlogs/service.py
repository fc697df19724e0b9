"""Warcraft Logs as HTTP: tokens, the GraphQL endpoint with its points, and being down."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import orjson

from simulator.access import TokenBook, client_in
from simulator.routes import Kind, Route
from simulator.warcraftlogs.execution import run
from simulator.warcraftlogs.points import PointBook
from simulator.warcraftlogs.resolvers import Tally, root
from simulator.wire import Answer, Headers, Request
from simulator.world import World

# Tokens of Warcraft Logs live for 360 days.
DEFAULT_TOKEN_SECONDS = 31_104_000
_JSON: Headers = (("content-type", "application/json"),)
_HTML: Headers = (("content-type", "text/html; charset=UTF-8"),)
_DOWN = (
    b"<!DOCTYPE html><html><head><title>503</title></head><body><h1>The logs are resting</h1></body></html>"
)
_REFUSALS = {
    401: {"error": "Unauthenticated."},
    403: {"message": "Forbidden"},
    404: {"message": ""},
    429: {"error": "Too many requests"},
}


def refusal(status: int, *, headers: Headers = ()) -> Answer:
    """Return the JSON error that Warcraft Logs gives with a status."""
    body = _REFUSALS.get(status, {"message": "Server Error"})
    return Answer(status, orjson.dumps(body), (*_JSON, *headers))


class WarcraftLogs:
    """Answers requests under `/wcl`."""

    def __init__(self, world: World) -> None:
        self.is_down = False
        self.tokens = TokenBook(DEFAULT_TOKEN_SECONDS)
        self.points = PointBook()
        self._world = world

    def answer(self, request: Request, where: Route) -> Answer:
        """Answer one request."""
        if self.is_down:
            return Answer(503, _DOWN, _HTML)
        if where.kind is Kind.WCL_TOKEN:
            return self._grant(request)
        return self._query(request)

    def set(
        self,
        *,
        is_down: bool | None = None,
        limit_per_hour: int | None = None,
        points_spent: float | None = None,
        token_seconds: int | None = None,
        revoke: bool = False,
    ) -> dict[str, Any]:
        """Switch Warcraft Logs off or on, change its points and tokens; return how it stands then."""
        if is_down is not None:
            self.is_down = is_down
        if limit_per_hour is not None:
            self.points.limit_per_hour = limit_per_hour
        if points_spent is not None:
            self.points.set_spent(points_spent, self._world.clock.now())
        if token_seconds is not None:
            self.tokens.life_seconds = token_seconds
        if revoke:
            self.tokens.revoke_all()
        return self.report()

    def report(self) -> dict[str, Any]:
        """Return whether it is down, and the points with what each client has spent this hour."""
        return {
            "is_down": self.is_down,
            "limit_per_hour": self.points.limit_per_hour,
            "points_spent": self.points.report(self._world.clock.now()),
            "token_seconds": self.tokens.life_seconds,
        }

    def _grant(self, request: Request) -> Answer:
        form = dict(parse_qsl(request.body.decode("latin-1")))
        if request.method != "POST" or "grant_type" not in form:
            return _grant_refusal(400, "invalid_request", "A required parameter is missing or malformed.")
        if form["grant_type"] != "client_credentials":
            return _grant_refusal(400, "unsupported_grant_type", "The grant type is not supported here.")
        client = client_in(request, form)
        if client is None:
            return _grant_refusal(401, "invalid_client", "Client authentication failed")
        body = {
            "token_type": "Bearer",
            "expires_in": self.tokens.life_seconds,
            "access_token": self.tokens.issue(client),
        }
        return Answer(200, orjson.dumps(body), _JSON)

    def _query(self, request: Request) -> Answer:
        if request.method != "POST":
            return refusal(404)
        client = self.tokens.client_of(request)
        if client is None:
            return refusal(401)
        now = self._world.clock.now()
        if self.points.is_used_up(client, now):
            return refusal(429, headers=(("Retry-After", str(self.points.resets_in(client, now))),))
        asked = _asked(request.body)
        if asked is None:
            return _told({"errors": [{"message": "A request needs a JSON object with a query."}]})
        return self._executed(client, asked)

    def _executed(self, client: str, asked: dict[str, Any]) -> Answer:
        tally = Tally()
        found = run(
            asked["query"],
            root=root(self._world, tally, lambda: self._rate(client, tally)),
            variables=asked.get("variables") or {},
            operation=asked.get("operationName"),
        )
        self.points.spend(client, tally.points, self._world.clock.now())
        return replace(_told(found), characters=tally.characters)

    def _rate(self, client: str, tally: Tally) -> dict[str, Any]:
        """Return the points with those of this query as far as it has got."""
        now = self._world.clock.now()
        return {
            "limitPerHour": self.points.limit_per_hour,
            "pointsSpentThisHour": round(self.points.spent(client, now) + tally.points, 2),
            "pointsResetIn": self.points.resets_in(client, now),
        }


def _asked(body: bytes) -> dict[str, Any] | None:
    """Return the query with its variables, if the body has the shape for it."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(content, dict) or not isinstance(content.get("query"), str):
        return None
    return content if isinstance(content.get("variables") or {}, dict) else None


def _told(content: dict[str, Any]) -> Answer:
    return Answer(200, orjson.dumps(content), _JSON)


def _grant_refusal(status: int, error: str, description: str) -> Answer:
    body = {"error": error, "error_description": description, "message": description}
    return Answer(status, orjson.dumps(body), _JSON)
