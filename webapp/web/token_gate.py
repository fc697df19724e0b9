"""Let a program in: find its token in the header, check it with the request's one key statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import NoReturn
from urllib.parse import unquote_plus

import structlog
from flask import g, request

from webapp.lib import clock
from webapp.lib.errors import ErrorWord
from webapp.permissions.queries import KeyStatement, bearer_of, rows_beside_token
from webapp.permissions.tokens import (
    RECOGNISED_BY,
    Refusal,
    Scope,
    holds_token,
    refusal_of,
    token_hash,
    token_in,
)
from webapp.permissions.uses import Used, note_use
from webapp.web.problems import Flaw, Problem

KeyReader = Callable[[], KeyStatement]
"""Returns the key statement of the present request; called before anything about the token is known."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a view for programs declares."""

    scope: Scope
    read_key: KeyReader


REALM = 'Bearer realm="Muster"'
QUERY_NAMES = frozenset({"token", "access_token", "api_key", "apikey", "authorization", "bearer"})
IN_ADDRESS = (
    "A token in an address ends up in logs and histories. Send it as a header: Authorization: Bearer mst_…"
    " If this one was real, revoke it."
)
SENTENCES = {
    Refusal.MISSING: "Send a token as a header: Authorization: Bearer mst_…",
    Refusal.MALFORMED: "The header has to read Authorization: Bearer mst_…, with a whole token.",
    Refusal.UNKNOWN: "This token is not valid.",
    Refusal.REVOKED: "This token is not valid.",
    Refusal.EXPIRED: "This token has expired; an operator makes a new one.",
}
log = structlog.get_logger()


def let_in(need: Need) -> None:
    """Put token and key rows into ``g.bearer`` and ``g.key_rows``, or answer 400, 401 or 403."""
    if may_hold_token(request.query_string):
        _refuse_token_in_address(request.args)
    token = token_in(request.headers.get("Authorization"))
    if isinstance(token, Refusal):
        refuse(token, need.scope)
    now = clock.now()
    key = need.read_key()
    rows = rows_beside_token(key, token_hash(token))
    bearer = bearer_of(rows[0]) if rows else None
    refusal = refusal_of(bearer, need.scope, now)
    if bearer is None or refusal is not None:
        refuse(refusal or Refusal.UNKNOWN, need.scope)
    g.bearer, g.key, g.key_rows, g.needed_scope = bearer, key, rows, need.scope
    note_use(Used.TOKEN, str(bearer.token_id), now)


@lru_cache(maxsize=1024)
def may_hold_token(query: bytes) -> bool:
    """Say whether parameters may hold a token; programs ask for the same ones over and over."""
    text = unquote_plus(query.decode("latin-1")).lower()
    return RECOGNISED_BY in text or any(name in text for name in QUERY_NAMES)


def _refuse_token_in_address(query: Mapping[str, str]) -> None:
    for name, value in query.items():
        if name.lower() in QUERY_NAMES or holds_token(value):
            raise Problem(
                HTTPStatus.BAD_REQUEST, IN_ADDRESS, flaws=[Flaw(name, IN_ADDRESS)], word=ErrorWord.AUTH
            )


def refuse(refusal: Refusal, scope: Scope) -> NoReturn:
    """Answer 401, or 403 where the token is good for something else."""
    log.info("token_refused", reason=refusal.value, scope=scope.value, endpoint=request.endpoint)
    if refusal is Refusal.SCOPE:
        challenge = f'{REALM}, error="insufficient_scope", scope="{scope.value}"'
        detail = f"This token lacks the scope {scope.value}."
        raise Problem(HTTPStatus.FORBIDDEN, detail, headers={"WWW-Authenticate": challenge})
    challenge = REALM if refusal is Refusal.MISSING else f'{REALM}, error="invalid_token"'
    raise Problem(HTTPStatus.UNAUTHORIZED, SENTENCES[refusal], headers={"WWW-Authenticate": challenge})
