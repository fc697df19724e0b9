"""Browsers and programs that ask too often."""

from flask import Flask
from flask.testing import FlaskClient

from tests.support.redis_server import RedisServer
from webapp.accounts.attempts import Attempt, keep
from webapp.lib import clock
from webapp.permissions.actions import make_token
from webapp.permissions.tokens import Scope


def from_address(app: Flask, address: str) -> FlaskClient:
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = address
    return browser


def token_of(app: Flask, *scopes: Scope) -> dict[str, str]:
    with app.app_context():
        token = make_token("t", scopes or (Scope.CACHE_READ,), guild_id=None, expires_at=None)
    return {"Authorization": f"Bearer {token}"}


def use_up(app: Flask, asker: str, limit: int) -> None:
    """Let somebody have asked as often as they may in this minute, and in the next, which may begin soon."""
    counts, now = app.extensions["muster_asker_counts"], clock.now().timestamp()
    for moment in (now + 60, now):
        for _ in range(limit):
            counts.count(asker, limit, moment)


def asked_before(server: RedisServer, times: int) -> None:
    """Let the one address that has asked have asked so often more in its minute."""
    with server.client() as client:
        (key,) = client.keys("LIMITS:*")
        client.incrby(key, times)


def keep_attempt(browser: FlaskClient, state: str) -> None:
    """Let a browser have begun to sign in."""
    attempt = Attempt(
        state=state, nonce="n", verifier="v", redirect_uri="/", region="eu", way_on="/", began=0
    )
    with browser.session_transaction() as session:
        session["sign_ins"] = keep(None, attempt)


def statuses(browser: FlaskClient, path: str, count: int, **words: object) -> list[int]:
    return [browser.open(path, **words).status_code for _ in range(count)]  # type: ignore[arg-type]
