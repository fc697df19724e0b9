"""Put a BattleNet together from plain settings."""

from dataclasses import dataclass, field

from cryptography.fernet import Fernet
from redis import Redis

from webapp.clients.battlenet.account import AccountReader
from webapp.clients.battlenet.client import BattleNet
from webapp.clients.battlenet.regions import Region
from webapp.clients.battlenet.sign_in import SignIn
from webapp.clients.battlenet.wire import CallHook
from webapp.clients.upstream.identity import USER_AGENT, hash_of
from webapp.clients.upstream.token_store import TokenStore
from webapp.clients.upstream.tokens import ClientCredentials, TokenSource
from webapp.lib.governor import Governor, Limits
from webapp.lib.http import MIB, Http, HttpLimits

SIGN_IN_LIMITS = HttpLimits(wire_cap=MIB, decoded_cap=MIB)
"""What the answers of a sign-in may weigh: a key set is two kilobytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BattleNetAccess:
    """Who asks, and where: what comes from settings."""

    client_id: str
    client_secret: str = field(repr=False)
    api_base: str = "https://{region}.api.blizzard.com"
    oauth_base: str = "https://oauth.battle.net"


def battlenet_from(  # noqa: PLR0913 - all but the first have a plain meaning by name
    access: BattleNetAccess,
    *,
    redis: Redis | None,
    cipher: Fernet | None,
    interactive: bool = False,
    limits: Limits | None = None,
    http_limits: HttpLimits | None = None,
    on_call: CallHook | None = None,
) -> BattleNet:
    """Build the client of a process; without Redis the rate and the token are the process's own."""
    token_url = f"{access.oauth_base.rstrip('/')}/token"
    http = Http(_api_origins(access) | {token_url}, user_agent=USER_AGENT, limits=http_limits)
    store = TokenStore(redis, cipher, name=hash_of(access.client_id, token_url))
    tokens = TokenSource(ClientCredentials(access.client_id, access.client_secret, token_url), http, store)
    governor = Governor(redis, hash_of_client(access.client_id), limits=limits)
    return BattleNet(http, tokens, governor, access.api_base, interactive=interactive, on_call=on_call)


def account_reader_from(
    access: BattleNetAccess,
    *,
    redis: Redis | None,
    limits: Limits | None = None,
    http_limits: HttpLimits | None = None,
    on_call: CallHook | None = None,
) -> AccountReader:
    """Build what reads people's own lists; it shares the client id's allowance with all other calls."""
    http = Http(_api_origins(access), user_agent=USER_AGENT, limits=http_limits)
    governor = Governor(redis, hash_of_client(access.client_id), limits=limits)
    return AccountReader(http, governor, access.api_base, on_call=on_call)


def sign_in_from(access: BattleNetAccess, *, http_limits: HttpLimits = SIGN_IN_LIMITS) -> SignIn:
    """Build what signs people in; it reaches the host of the sign-in and no other."""
    base = access.oauth_base.rstrip("/")
    http = Http({base}, user_agent=USER_AGENT, limits=http_limits)
    return SignIn(http, ClientCredentials(access.client_id, access.client_secret, f"{base}/token"), base)


def _api_origins(access: BattleNetAccess) -> set[str]:
    return {access.api_base.replace("{region}", region) for region in Region}


def hash_of_client(client_id: str) -> str:
    """Return the name under which a client id's allowance is shared; it does not tell the id."""
    return hash_of(client_id)
