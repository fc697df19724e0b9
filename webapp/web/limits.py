"""Limits for each person, token and address: whoever asks too often is told when to go on.

Counted once it is known who asks, and before anybody is refused, so that guesses count too. While Redis is
away each process counts for itself.
"""

import json
import math

from flask import Flask, Response, current_app, g, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit

from webapp.config import current_settings
from webapp.jobs.queues import app_redis
from webapp.lib import clock
from webapp.web.limit_counts import SCHEME
from webapp.web.limit_rules import Rule, home_of, rule_for, too_many
from webapp.web.problems import is_asked_by_program
from webapp.web.viewer import known_viewer

READING = frozenset({"GET", "HEAD", "OPTIONS"})
TOO_MANY = 429
NOTICE = "muster:notice"
"""The event that makes a page show a sentence: htmx swaps no refusal in, and the page is still good."""
_LIMITER = "muster_limiter"


def init_app(app: Flask) -> None:
    """Count before the views that are registered from here on; each app has a limiter of its own.

    One for all apps of a process would go by the settings of the last, and lose Redis for all at once.
    """
    with app.app_context():
        connections = app_redis().connection_pool
    limiter = Limiter(
        _who,
        application_limits=[ApplicationLimit(limit_provider=_limit, scope=_scope, error_message=_sentence)],
        storage_uri=f"{SCHEME}://",
        storage_options={"connection_pool": connections},  # type: ignore[dict-item]
        strategy="fixed-window",
        in_memory_fallback_enabled=True,
        headers_enabled=False,  # ours are those of the standard
    )
    limiter.init_app(app)
    app.extensions[_LIMITER] = limiter
    app.after_request(tell)


def tell(response: Response) -> Response:
    """Say when to come back, and tell programs how much is left (draft-ietf-httpapi-ratelimit-headers)."""
    limit = _counted()
    if limit is None:
        return response
    if response.status_code == TOO_MANY:
        response.headers["Retry-After"] = str(_wait(limit))
        response.headers["Cache-Control"] = "no-store"
        if "HX-Request" in request.headers:
            response.headers["HX-Trigger"] = json.dumps({NOTICE: _sentence()})
    if is_asked_by_program():
        response.headers["RateLimit-Limit"] = str(limit.limit.amount)
        response.headers["RateLimit-Remaining"] = str(limit.remaining)
        response.headers["RateLimit-Reset"] = str(_wait(limit))
        response.headers["RateLimit-Policy"] = f"{limit.limit.amount};w={limit.limit.get_expiry()}"
    return response


def _rule() -> Rule | None:
    if "limit_rule" not in g:
        g.limit_rule = rule_for(
            request.endpoint or "",
            writes=request.method not in READING,
            is_program=is_asked_by_program(),
            has_token=g.get("bearer") is not None,
        )
    rule: Rule | None = g.limit_rule
    return rule


def _limit() -> str:
    rule = _rule()
    return "" if rule is None else rule.text(current_settings().limits_factor)


def _scope(_endpoint: str) -> str:
    rule = _rule()
    return "none" if rule is None else rule.name


def _who() -> str:
    rule, bearer, viewer = _rule(), g.get("bearer"), known_viewer()
    if bearer is not None:
        return f"token:{bearer.token_id}"
    if viewer is not None and not (rule and rule.by_address):
        return f"person:{viewer.user_id}"  # type: ignore[attr-defined]
    return f"address:{home_of(request.remote_addr)}"


def _counted() -> RequestLimit | None:
    limiter: Limiter = current_app.extensions[_LIMITER]
    return limiter.current_limit


def _wait(limit: RequestLimit) -> int:
    return max(1, math.ceil(limit.window.reset_time - clock.now().timestamp()))


def _sentence() -> str:
    limit = _counted()
    if limit is None:
        raise AssertionError("unreachable: somebody asked too often, so something was counted")
    return too_many(limit.limit.amount, _wait(limit))
