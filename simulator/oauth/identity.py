"""The id_token: what it says of somebody who signed in, and how a fault falsifies it."""

import base64
from collections.abc import Callable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from simulator.clock import real_time
from simulator.faults import Action, FaultRule
from simulator.oauth.codes import Consent
from simulator.oauth.keys import KeyRing, unsigned

_HOUR_SECONDS = 3_600
_ELSEWHERE = "https://elsewhere.invalid"
Claims = dict[str, Any]


def claims_of(consent: Consent, *, issuer: str, access_token: str, life_seconds: int) -> Claims:
    """Return the claims about somebody, for the application that asked."""
    asked, now = consent.authorization, int(real_time())
    claims: Claims = {
        "sub": str(consent.account.id),
        "aud": asked.client,
        "azp": asked.client,
        "iss": issuer,
        "iat": now,
        "exp": now + life_seconds,
        "at_hash": _half_hash(access_token),
        "battle_tag": consent.account.battletag,
    }
    return claims if asked.nonce is None else claims | {"nonce": asked.nonce}


def written(claims: Claims, keys: KeyRing, rule: FaultRule | None) -> str | None:
    """Return the id_token, as a fault would have it; None where the fault leaves it out."""
    action = None if rule is None else rule.action
    if action is Action.NO_ID_TOKEN:
        return None
    if rule is not None and rule.action in _FALSE_CLAIMS:
        claims = claims | _FALSE_CLAIMS[rule.action](rule.value)
    if action is Action.UNSIGNED_ID_TOKEN:
        return unsigned(claims)
    token = keys.sign(claims)
    return _with_other_signature(token) if action is Action.BAD_SIGNATURE else token


_FALSE_CLAIMS: Mapping[Action, Callable[[Any], Claims]] = MappingProxyType(
    {
        Action.WRONG_NONCE: lambda value: {"nonce": value or "of-another-sign-in"},
        Action.WRONG_ISSUER: lambda value: {"iss": value or _ELSEWHERE},
        Action.WRONG_AUDIENCE: lambda value: {
            "aud": value or "another-client",
            "azp": value or "another-client",
        },
        Action.EXPIRED_ID_TOKEN: lambda _: {
            "iat": int(real_time()) - 2 * _HOUR_SECONDS,
            "exp": int(real_time()) - _HOUR_SECONDS,
        },
    }
)


def wrong_issuer(rule: FaultRule) -> str:
    """Return the issuer that a fault puts in the place of the true one."""
    return str(rule.value or _ELSEWHERE)


def _with_other_signature(token: str) -> str:
    head, _, signature = token.rpartition(".")
    return f"{head}.{signature[:40]}{'A' if signature[40] != 'A' else 'B'}{signature[41:]}"


def _half_hash(access_token: str) -> str:
    digest = sha256(access_token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
