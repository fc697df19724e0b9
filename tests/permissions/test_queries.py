"""Tokens are found by hash for a door and by prefix for a person; the secret itself is nowhere."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from webapp.extensions import db
from webapp.models import ApiToken
from webapp.permissions.actions import make_token, revoke_token
from webapp.permissions.queries import (
    TOKEN_ALONE,
    bearer_of,
    list_tokens,
    rows_beside_token,
    tokens_that_begin,
)
from webapp.permissions.tokens import Scope, shown_prefix, token_hash

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def made(name: str = "raid sheet") -> str:
    return make_token(name, [Scope.CACHE_WRITE, Scope.CACHE_READ], guild_id=None, expires_at=NOON)


class TestRowsBesideToken:
    def test_a_token_is_found_by_its_hash(self, app_on: Flask) -> None:
        with app_on.app_context():
            rows = rows_beside_token(TOKEN_ALONE, token_hash(made()))

            bearer = bearer_of(rows[0])

        assert (bearer.scopes, bearer.expires_at) == (["cache:read", "cache:write"], NOON)

    def test_another_has_no_row(self, app_on: Flask) -> None:
        with app_on.app_context():
            made()

            assert rows_beside_token(TOKEN_ALONE, token_hash("mst_another")) == []


class TestMakeToken:
    def test_the_secret_is_not_stored(self, app: Flask) -> None:
        with app.app_context():
            token = made()

            stored = repr(db.session.execute(select(ApiToken.__table__)).all())

        assert token not in stored
        assert token.removeprefix(shown_prefix(token)) not in stored

    def test_no_two_are_alike(self, app: Flask) -> None:
        with app.app_context():
            assert len({made() for _ in range(5)}) == 5


class TestTokensThatBegin:
    def test_a_token_is_named_by_what_lists_show(self, app: Flask) -> None:
        with app.app_context():
            prefix = shown_prefix(made("one"))
            made("other")

            found = [tokens_that_begin(text) for text in (prefix, prefix.removeprefix("mst_"))]

        assert [[one.name for one in tokens] for tokens in found] == [["one"], ["one"]]

    def test_letters_that_mean_anything_to_a_database_mean_themselves(self, app: Flask) -> None:
        with app.app_context():
            made()

            assert tokens_that_begin("%") == []

    def test_one_that_was_revoked_is_not_named_again_but_listed(self, app: Flask) -> None:
        with app.app_context():
            prefix = shown_prefix(made())
            revoke_token(tokens_that_begin(prefix)[0].token_id, NOON)

            assert tokens_that_begin(prefix) == []
            assert list_tokens()[0].revoked_at == NOON
