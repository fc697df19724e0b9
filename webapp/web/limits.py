"""Limits for each person, token and address: whoever asks too often is told when to go on.

Counted once it is known who asks, and before anybody is refused, so that guesses count too. Programs that
have a token and people who read while signed in ask most often and are known, so they are counted in the
process (``asker_counts``); addresses and writes are counted in Redis each time. While Redis is away each
process counts for itself.
"""

import math
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import Flask, Response, abort, current_app, g, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit

from webapp.config import current_settings
from webapp.jobs.queues import app_redis
from webapp.lib import clock
from webapp.web.asker_counts import AskerCounts, Counted
from webapp.web.limit_counts import SCHEME
from webapp.web.limit_rules import PAGES, PROGRAMS, Rule, home_of, rule_for, too_many
from webapp.web.notices import is_asked_by_htmx, say_beside
from webapp.web.problems import Problem, is_asked_by_program
from webapp.web.request_values import READING
from webapp.web.viewer import known_viewer

View = TypeVar("View", bound=Callable[..., object])
TOO_MANY = 429
RATE_LIMIT = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "RateLimit-Policy")
_PERSON, _TOKEN = "person:", "token:"
_LIMITER, _ASKERS = "muster_limiter", "muster_asker_counts"


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
    app.extensions["limiter"] = {limiter}  # so it adds no hooks of its own: they cost where it is not asked
    limiter.init_app(app)
    app.extensions[_LIMITER] = limiter
    with app.app_context():
        app.extensions[_ASKERS] = AskerCounts(app_redis())
    app.before_request(count)
    app.after_request(tell)


def begun_here(has_begun: Callable[[], bool]) -> Callable[[View], View]:
    """Declare that a view is the way back from what began in this browser; otherwise it counts as a page."""

    def declare(view: View) -> View:
        view.has_begun = has_begun  # type: ignore[attr-defined]
        return view

    return declare


def count() -> None:
    """Count here whom we know, where they ask for what is asked most; everybody else in Redis."""
    asker = _known_asker()
    if asker is None:
        limiter: Limiter = current_app.extensions[_LIMITER]
        limiter._check_request_limit()  # noqa: SLF001 - it has no public name
    else:
        _count_here(asker, PAGES if asker.startswith(_PERSON) else PROGRAMS)


def _count_here(asker: str, rule: Rule) -> None:
    g.counted = counted = _counted_here(asker, rule, clock.now())
    if counted.is_too_much:
        sentence = too_many(counted.limit, counted.wait)
        if rule is PROGRAMS:
            raise Problem(TOO_MANY, sentence)
        abort(TOO_MANY, sentence)


def _counted_here(asker: str, rule: Rule, now: datetime) -> Counted:
    counts: AskerCounts = current_app.extensions[_ASKERS]
    return counts.count(asker, rule.per_minute * current_settings().limits_factor, now.timestamp())


def counts_here() -> bool:
    """Say whether the present request is a page of somebody whom we know, counted in the process."""
    return (_known_asker() or "").startswith(_PERSON)


def may_go_on(user_id: int, now: datetime) -> bool:
    """Count a page of somebody whom we know, and say whether it may be answered."""
    return not _counted_here(f"{_PERSON}{user_id}", PAGES, now).is_too_much


def counted_program(token_id: int, now: datetime) -> Counted:
    """Count a request of a token."""
    return _counted_here(f"{_TOKEN}{token_id}", PROGRAMS, now)


def tell(response: Response) -> Response:
    """Say when to come back, and tell programs how much is left (draft-ietf-httpapi-ratelimit-headers)."""
    counted = _counted()
    if counted is None:
        return response
    if response.status_code == TOO_MANY:
        response.headers["Retry-After"] = str(counted.wait)
        response.headers["Cache-Control"] = "no-store"
        if is_asked_by_htmx():
            say_beside(response, _sentence())
    if is_asked_by_program():
        response.headers.extend(left_of(counted))
    return response


def left_of(counted: Counted) -> dict[str, str]:
    """Return the headers that tell a program how much is left."""
    policy = f"{counted.limit};w={counted.window}"
    told = (counted.limit, counted.remaining, counted.wait, policy)
    return dict(zip(RATE_LIMIT, map(str, told), strict=True))


def _known_asker() -> str | None:
    """Return under which name the process itself counts, if it does."""
    bearer = g.get("bearer")
    if bearer is not None:
        return f"{_TOKEN}{bearer.token_id}"
    viewer = known_viewer()
    return f"{_PERSON}{viewer.user_id}" if viewer is not None and _rule() is PAGES else None  # type: ignore[attr-defined]


def _rule() -> Rule | None:
    if "limit_rule" not in g:
        endpoint = request.endpoint or ""
        g.limit_rule = rule_for(
            endpoint,
            writes=request.method not in READING,
            is_program=is_asked_by_program(),
            has_token=g.get("bearer") is not None,
            is_stray=_is_stray(endpoint),
        )
    rule: Rule | None = g.limit_rule
    return rule


def _is_stray(endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    has_begun: Callable[[], bool] | None = getattr(view, "has_begun", None)
    return has_begun is not None and not has_begun()


def _limit() -> str:
    rule = _rule()
    return "" if rule is None else rule.text(current_settings().limits_factor)


def _scope(_endpoint: str) -> str:
    rule = _rule()
    return "none" if rule is None else rule.name


def _who() -> str:
    rule, viewer = _rule(), known_viewer()
    if viewer is not None and not (rule and rule.by_address):
        return f"{_PERSON}{viewer.user_id}"  # type: ignore[attr-defined]
    return f"address:{home_of(request.remote_addr)}"


def _counted() -> Counted | None:
    """Return what is left to whoever asks, whichever way it was counted; None of what is not counted."""
    counted: Counted | None = g.get("counted")
    if counted is not None:
        return counted
    limiter: Limiter = current_app.extensions[_LIMITER]
    limit = limiter.current_limit
    return None if limit is None else _seen(limit)


def _seen(limit: RequestLimit) -> Counted:
    amount = limit.limit.amount
    wait = max(1, math.ceil(limit.window.reset_time - clock.now().timestamp()))
    return Counted(amount, amount - limit.remaining, wait, limit.limit.get_expiry())


def _sentence() -> str:
    counted = _counted()
    if counted is None:
        raise AssertionError("unreachable: somebody asked too often, so something was counted")
    return too_many(counted.limit, counted.wait)
