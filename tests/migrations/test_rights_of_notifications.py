"""Whoever had a guild's operations has its notifications, and nobody else has."""

from typing import Any

from flask_migrate import upgrade
from sqlalchemy import Connection, text

from tests.migrations import rows
from tests.migrations.conftest import bare_app
from webapp.extensions import db

RULES = (
    "SELECT guild_id, min_rank_id FROM guild_permissions WHERE tool_name = 'notifications' ORDER BY guild_id"
)
EXCEPTIONS = "SELECT tool_name FROM permission_exceptions ORDER BY tool_name"


def _insert(connection: Connection, table: str, **values: Any) -> None:
    (found,) = rows.tables_named(connection, {table})
    row = {column.name: rows.value_for(column, found) for column in found.columns}
    connection.execute(found.insert(), [row | values])


def test_rules_and_exceptions_of_operations_are_those_of_notifications(empty_url: str) -> None:
    with bare_app(empty_url).app_context():
        upgrade(revision="0060")
        with db.engine.begin() as connection:
            _insert(connection, "users")
            for one in (1, 2):
                _insert(connection, "guilds", id=one, bnet_guild_id=one, permission_version=7)
            stored = [(1, "operations", 2), (1, "notifications", 9), (2, "notifications", 9)]
            for number, (guild, tool, rank) in enumerate(stored, start=101):
                rule = {"guild_id": guild, "tool_name": tool, "min_rank_id": rank}
                _insert(connection, "guild_permissions", id=number, **rule)
            _insert(connection, "permission_exceptions", id=101, guild_id=1, tool_name="operations")

        upgrade(revision="0067")

        with db.engine.connect() as connection:
            assert [tuple(row) for row in connection.execute(text(RULES))] == [(1, 2)]
            assert list(connection.scalars(text(EXCEPTIONS))) == ["notifications", "operations"]
            assert connection.scalar(text("SELECT min(permission_version) FROM guilds")) == 8
        db.engine.dispose()
