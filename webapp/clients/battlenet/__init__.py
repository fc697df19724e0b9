"""Battle.net as a library: endpoints, tokens, error tree and payloads; start reading at client.py."""

from webapp.clients.battlenet.account import AccountReader
from webapp.clients.battlenet.answers import Answer, CallRecord
from webapp.clients.battlenet.build import (
    BattleNetAccess,
    account_reader_from,
    battlenet_from,
    hash_of_client,
    sign_in_from,
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
from webapp.clients.battlenet.sign_in import Departure, NotProven, Person, Return, SignIn

__all__ = [
    "AccountReader",
    "Answer",
    "BadPayload",
    "BadRequest",
    "BattleNet",
    "BattleNetAccess",
    "BattleNetError",
    "CallRecord",
    "Departure",
    "Forbidden",
    "Namespace",
    "NotFound",
    "NotProven",
    "Person",
    "RateLimited",
    "Region",
    "Return",
    "SignIn",
    "Unauthorised",
    "Unavailable",
    "account_reader_from",
    "battlenet_from",
    "hash_of_client",
    "sign_in_from",
]
