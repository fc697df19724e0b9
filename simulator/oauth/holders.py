"""What applications are told about a token and whoever holds it."""

import time
from typing import Any
from urllib.parse import parse_qsl

import orjson

from simulator.access import Bearer, TokenBook
from simulator.accounts import Account
from simulator.clock import real_time
from simulator.wire import Answer, Headers, Request

_JSON: Headers = (("content-type", "application/json;charset=UTF-8"), ("cache-control", "no-store"))
_AUTHENTICATED = "IS_AUTHENTICATED_FULLY"


def told_holder(account: Account) -> dict[str, Any]:
    """Return who somebody is."""
    return {"sub": str(account.id), "id": account.id, "battletag": account.battletag}


def check_token(tokens: TokenBook, request: Request) -> Answer:
    """Answer what a token is worth."""
    form = dict(request.query) | dict(parse_qsl(request.body.decode("latin-1")))
    bearer = tokens.holder(form.get("token", ""))
    if bearer is None:
        body = {"error": "invalid_token", "error_description": "Token was not recognised"}
        return Answer(400, orjson.dumps(body), _JSON)
    return Answer(200, orjson.dumps(_worth(bearer)), _JSON)


def _worth(bearer: Bearer) -> dict[str, Any]:
    account = bearer.account
    user = {} if account is None else {"user_name": str(account.id)}
    return user | {
        "scope": list(bearer.scopes),
        "account_authorities": [],
        "exp": int(real_time() + bearer.ends - time.monotonic()),
        "client_authorities": [],
        "authorities": [_AUTHENTICATED, "ROLE_CLIENT" if account is None else "ROLE_USER"],
        "client_id": bearer.client,
    }
