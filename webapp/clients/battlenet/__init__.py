"""Battle.net as a library: endpoints, tokens, error tree and payloads; start reading at client.py."""

from webapp.clients.battlenet.account import AccountReader
from webapp.clients.battlenet.answers import Answer, CallRecord
from webapp.clients.battlenet.build import (
    BattleNetAccess,
    account_reader_from,
    battlenet_from,
    hash_of_client,
)
from webapp.clients.battlenet.client import BattleNet
from webapp.clients.battlenet.errors import (
    BadPayload,
    BadRequest,
    BattleNetError,
    Forbidden,
    NotFound,
    RateLimited,
    Unauthorised,
    Unavailable,
)
from webapp.clients.battlenet.regions import Namespace, Region

__all__ = [
    "AccountReader",
    "Answer",
    "BadPayload",
    "BadRequest",
    "BattleNet",
    "BattleNetAccess",
    "BattleNetError",
    "CallRecord",
    "Forbidden",
    "Namespace",
    "NotFound",
    "RateLimited",
    "Region",
    "Unauthorised",
    "Unavailable",
    "account_reader_from",
    "battlenet_from",
    "hash_of_client",
]
