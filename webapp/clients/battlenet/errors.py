"""Everything that can go wrong with Battle.net: the tree of all outside services, under this one's name."""

from webapp.clients.upstream.errors import (
    BadPayload,
    BadRequest,
    Forbidden,
    NotFound,
    RateLimited,
    Unauthorised,
    Unavailable,
    UpstreamError,
)

BattleNetError = UpstreamError

__all__ = [
    "BadPayload",
    "BadRequest",
    "BattleNetError",
    "Forbidden",
    "NotFound",
    "RateLimited",
    "Unauthorised",
    "Unavailable",
]
