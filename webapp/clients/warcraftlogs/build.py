"""Put a WarcraftLogs together from plain settings."""

from dataclasses import dataclass, field

from cryptography.fernet import Fernet
from redis import Redis

from webapp.clients.upstream.identity import USER_AGENT, hash_of
from webapp.clients.upstream.token_store import TokenStore
from webapp.clients.upstream.tokens import ClientCredentials, TokenSource
from webapp.clients.warcraftlogs.client import WarcraftLogs
from webapp.clients.warcraftlogs.points_governor import PointsGovernor
from webapp.clients.warcraftlogs.wire import QueryHook
from webapp.lib.http import Http, HttpLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcraftLogsAccess:
    """Who asks, and where: what comes from settings."""

    client_id: str
    client_secret: str = field(repr=False)
    base: str = "https://www.warcraftlogs.com"


def warcraftlogs_from(
    access: WarcraftLogsAccess,
    *,
    redis: Redis | None,
    cipher: Fernet | None,
    http_limits: HttpLimits | None = None,
    on_query: QueryHook | None = None,
) -> WarcraftLogs:
    """Build the client of a process; without Redis points and token are the process's own."""
    base = access.base.rstrip("/")
    token_url = f"{base}/oauth/token"
    http = Http({base}, user_agent=USER_AGENT, limits=http_limits)
    store = TokenStore(redis, cipher, name=hash_of(access.client_id, token_url))
    tokens = TokenSource(ClientCredentials(access.client_id, access.client_secret, token_url), http, store)
    points = PointsGovernor(redis, hash_of(access.client_id, base))
    return WarcraftLogs(http, tokens, points, base, on_query=on_query)
