"""Only a token in the header opens a view for programs, and only as long as it is good."""

from datetime import timedelta

import pytest
import redis
from flask import Flask

from webapp.extensions import db
from webapp.lib import clock
from webapp.models import ApiToken
from webapp.permissions.actions import make_token, revoke_token
from webapp.permissions.tokens import Scope
from webapp.permissions.uses import Used

READ = "/api/character-cache?region=EU&realm=a&characterName=b&allSeasons=true"


@pytest.fixture
def token(app: Flask) -> str:
    """Give an operator's token that reads the cache."""
    with app.app_context():
        return make_token("a test", [Scope.CACHE_READ], guild_id=None, expires_at=None)


def ask(app: Flask, authorization: str | None, path: str = READ) -> tuple[int, str, str]:
    """Return status, code and challenge of an answer."""
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = app.test_client().get(path, headers=headers)
    return answer.status_code, (answer.json or {}).get("code", ""), answer.headers.get("WWW-Authenticate", "")


class TestLetIn:
    def test_a_good_token_opens(self, app: Flask, token: str) -> None:
        assert ask(app, f"Bearer {token}")[0] == 200

    @pytest.mark.parametrize(
        "header", [None, "", "Basic eDp5", "Bearer", "Bearer mst_x", "Bearer mst_" + "A" * 43]
    )
    def test_anything_else_is_401_with_a_challenge(self, app: Flask, header: str | None) -> None:
        status, code, challenge = ask(app, header)

        assert (status, code, challenge.startswith("Bearer realm=")) == (401, "auth", True)

    def test_a_revoked_token_fails_with_the_next_request(self, app: Flask, token: str) -> None:
        assert ask(app, f"Bearer {token}")[0] == 200

        with app.app_context():
            revoke_token(db.session.query(ApiToken.id).scalar(), clock.now())

        assert ask(app, f"Bearer {token}")[0] == 401

    def test_an_expired_token_is_told_from_others(self, app: Flask) -> None:
        with app.app_context():
            ended = clock.now() - timedelta(seconds=1)
            token = make_token("old", [Scope.CACHE_READ], guild_id=None, expires_at=ended)

        assert ask(app, f"Bearer {token}")[0] == 401

    def test_a_token_without_the_scope_is_403(self, app: Flask, token: str) -> None:
        status, code, challenge = ask(app, f"Bearer {token}", "/api/v1/characters/eu/a/b")

        assert (status, code) == (403, "forbidden")
        assert 'scope="characters:read"' in challenge

    @pytest.mark.parametrize("name", ["token", "access_token", "api_key", "Authorization", "anything"])
    def test_a_token_in_the_address_is_refused_with_a_hint(self, app: Flask, token: str, name: str) -> None:
        answer = app.test_client().get(f"{READ}&{name}={token}", headers={"Authorization": f"Bearer {token}"})

        assert answer.status_code == 400
        assert "Send it as a header" in (answer.json or {})["detail"]
        assert token not in answer.text

    def test_a_name_that_only_begins_like_a_token_is_a_name(self, app: Flask, token: str) -> None:
        path = READ.replace("characterName=b", "characterName=mst_b")

        assert ask(app, f"Bearer {token}", path)[0] == 200

    def test_a_cookie_gives_no_right(self, app: Flask, token: str) -> None:
        browser = app.test_client()
        browser.set_cookie("session", token)
        browser.set_cookie("Authorization", f"Bearer {token}")

        assert browser.get(READ).status_code == 401

    def test_a_use_is_noted_beside_the_database(self, app: Flask, token: str, redis_url: str) -> None:
        with redis.Redis.from_url(redis_url) as connection:
            connection.delete(Used.TOKEN.notes)
            ask(app, f"Bearer {token}")

            assert connection.hlen(Used.TOKEN.notes) == 1


class TestVary:
    @pytest.mark.parametrize("path", [READ, "/api/nothing", "/api/v1/characters/eu/a/b"])
    def test_every_answer_depends_on_the_token(self, app: Flask, path: str) -> None:
        assert "Authorization" in app.test_client().get(path).headers["Vary"]
