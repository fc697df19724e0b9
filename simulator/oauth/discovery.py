"""The discovery document, with the names and values that Battle.net's has.

They are those of https://oauth.battle.net/.well-known/openid-configuration as github.com/panva/wellknown
kept it. It names neither `scopes_supported` nor `code_challenge_methods_supported`, so this one does not;
it does name endpoints for signing out and for devices, which nobody here needs.
"""

from typing import Any

from simulator.oauth.keys import ALGORITHM
from simulator.wire import Request

_GRANTS = (
    "authorization_code", "client_credentials", "implicit", "token_extension", "server_sso", "client_sso",
    "device_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code",
    "urn:ietf:params:oauth:grant-type:token-exchange",
)  # fmt: skip


def issuer_of(request: Request) -> str:
    """Return the address under which this provider was called."""
    return f"http://{request.headers.get('host', 'localhost')}"


def discovery(issuer: str) -> dict[str, Any]:
    """Return the document."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "jwks_uri": f"{issuer}/jwks/certs",
        "revocation_endpoint": f"{issuer}/revoke",
        "introspection_endpoint": f"{issuer}/v2/check_token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "response_types_supported": ["code", "code id_token", "id_token", "token id_token"],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "grant_types_supported": list(_GRANTS),
    }
