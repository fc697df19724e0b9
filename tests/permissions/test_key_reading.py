"""The statement of a program's request gives what SQLAlchemy would give, on both databases."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import bindparam, select

from webapp.extensions import db
from webapp.models import ApiToken
from webapp.permissions.actions import make_token
from webapp.permissions.key_reading import read_key, written_for
from webapp.permissions.tokens import Scope

NOON = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)
STATEMENT = select(ApiToken.name, ApiToken.scopes, ApiToken.expires_at, ApiToken.revoked_at).where(
    ApiToken.prefix != bindparam("prefix"), ApiToken.name == bindparam("name")
)


class TestReadKey:
    def test_values_have_the_types_of_their_columns(self, app_on: Flask) -> None:
        with app_on.app_context():
            make_token("raid sheet", [Scope.CACHE_READ], guild_id=None, expires_at=NOON)
            given = {"name": "raid sheet", "prefix": "another"}

            rows = read_key(STATEMENT, given)

            assert rows == [("raid sheet", ["cache:read"], NOON, None)]
            assert rows == [tuple(row) for row in db.session.execute(STATEMENT, given)]

    def test_parameters_are_bound_and_never_part_of_the_text(self, app_on: Flask) -> None:
        with app_on.app_context():
            make_token("raid sheet", [Scope.CACHE_READ], guild_id=None, expires_at=None)

            assert read_key(STATEMENT, {"name": "x' OR '1'='1", "prefix": "y"}) == []

    def test_connections_go_back_to_the_pool(self, app_on: Flask) -> None:
        with app_on.app_context():
            for _ in range(50):
                read_key(STATEMENT, {"name": "nobody", "prefix": "y"})

            assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]

    def test_a_statement_is_written_once(self, app: Flask) -> None:
        with app.app_context():
            assert written_for(STATEMENT, db.engine.dialect) is written_for(STATEMENT, db.engine.dialect)
