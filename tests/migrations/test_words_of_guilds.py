"""What officers said is copied to the guild that said it, and back; the version before keeps its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, text

from tests.migrations import rows
from tests.migrations.conftest import bare_app
from webapp.extensions import db

WORDS = "SELECT guild_id, role_override, main_id FROM guild_members WHERE character_id = 2 ORDER BY guild_id"
OLD_WORDS = "SELECT id, role_override, main_id, main_set_by FROM characters ORDER BY id"


def _insert(connection: Connection, table: str, **values: Any) -> None:
    (found,) = rows.tables_named(connection, {table})
    row = {column.name: rows.value_for(column, found) for column in found.columns}
    connection.execute(found.insert(), [row | values])


def _fill(connection: Connection) -> None:
    """Two of whom one is the other's alt, by guild 1, which said so last, though both are in guild 2 now."""
    _insert(connection, "users")
    for one in (1, 2):
        _insert(connection, "guilds", id=one, bnet_guild_id=one)
    nobody = {"user_id": None, "role_override": None, "guild_id": 2}
    _insert(connection, "characters", **nobody, id=1, bnet_character_id=1, main_id=None, main_set_by="player")
    said = nobody | {"role_override": "tank", "main_id": 1, "main_set_by": "officer"}
    _insert(connection, "characters", **said, id=2, bnet_character_id=2)
    for number, (guild, left_at) in enumerate([(1, rows.NOON), (2, None)], start=1):
        _insert(connection, "guild_members", id=number, guild_id=guild, character_id=2, left_at=left_at)
    log = [(2, "role"), (1, "role"), (1, "main")]
    for number, (guild, action) in enumerate(log, start=1):
        _insert(
            connection, "audit_log", id=number, guild_id=guild, action=action, character_id=2, undoes_id=None
        )


def _read(statement: str) -> list[tuple[Any, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


@pytest.fixture
def before(empty_url: str) -> Iterator[None]:
    """Give a database of the version before, with words of officers."""
    with bare_app(empty_url).app_context():
        upgrade(revision="0044")
        with db.engine.begin() as connection:
            _fill(connection)
        yield
        db.engine.dispose()


@pytest.mark.usefixtures("before")
class TestWordsOfGuilds:
    def test_the_guild_that_spoke_last_has_the_word_and_a_player_keeps_theirs(self) -> None:
        old = _read(OLD_WORDS)
        upgrade(revision="0045")
        assert _read(WORDS) == [(1, None, None), (2, None, None)]

        upgrade(revision="0046")

        assert _read(WORDS) == [(1, "tank", 1), (2, None, None)]
        assert _read(OLD_WORDS) == old == [(1, None, None, "player"), (2, "tank", 1, "officer")]

    def test_what_was_copied_by_a_run_that_was_killed_stands(self) -> None:
        upgrade(revision="0045")
        _write("UPDATE guild_members SET role_override = 'healer' WHERE guild_id = 1")

        upgrade(revision="0046")

        assert _read(WORDS) == [(1, "healer", 1), (2, None, None)]

    def test_what_the_present_guild_says_is_the_character_s_again_on_the_way_down(self) -> None:
        upgrade(revision="0046")
        _write("UPDATE guild_members SET role_override = 'healer', main_id = 1 WHERE guild_id = 2")
        _write("UPDATE characters SET main_id = NULL, main_set_by = NULL WHERE id = 2")

        downgrade(revision="0044")

        assert _read(OLD_WORDS) == [(1, None, None, "player"), (2, "healer", 1, "officer")]

    def test_a_player_s_main_and_what_nobody_says_here_stay_on_the_way_down(self) -> None:
        upgrade(revision="0046")
        _write("UPDATE guild_members SET main_id = 2 WHERE guild_id = 2")
        _write("UPDATE characters SET main_set_by = 'player' WHERE id = 2")

        downgrade(revision="0044")

        assert _read(OLD_WORDS) == [(1, None, None, "player"), (2, "tank", 1, "player")]


def _write(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement))
