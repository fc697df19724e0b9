"""What errors inside an answer mean: GraphQL says them with HTTP 200, for the whole question or one alias."""

from collections.abc import Mapping
from typing import Any

from webapp.clients.upstream.errors import BadPayload, RateLimited, Unauthorised, Unavailable, UpstreamError

PATH = "api/v2/client"
_OK = 200
_KINDS: tuple[tuple[str, type[UpstreamError]], ...] = (
    ("too many requests", RateLimited),
    ("rate limit", RateLimited),
    ("exhausted", RateLimited),
    ("unauthenticated", Unauthorised),
    ("unauthorized", Unauthorised),
    ("cannot query field", BadPayload),
    ("unknown argument", BadPayload),
    ("syntax error", BadPayload),
    ("complexity", BadPayload),
)
"""Parts of messages; anything else is taken for trouble of the server, which passes."""


def errors_of(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the errors of an answer; what is no error object is left out."""
    errors = document.get("errors")
    return [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []


def error_of(message: object) -> UpstreamError:
    """Return the error that a message of GraphQL stands for."""
    text = message if isinstance(message, str) else "an error without a message"
    kind = next((kind for part, kind in _KINDS if part in text.lower()), Unavailable)
    return kind(text, path=PATH, status=_OK)


def errors_by_alias(document: Mapping[str, Any]) -> dict[str, object]:
    """Return the message of each alias that failed alone, by alias."""
    found: dict[str, object] = {}
    for error in errors_of(document):
        path = error.get("path")
        if isinstance(path, list) and len(path) > 1 and isinstance(path[1], str):
            found.setdefault(path[1], error.get("message"))
    return found
