"""flask restore: what it takes, what it refuses, and what holds afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.cli.backups import backed_up, content, empty, fill, run
from tests.support.no_world import settings  # noqa: F401 - a fixture
from tests.support.roll import add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import ApiToken, Guild
from webapp.schema.state import code_revision


@pytest.fixture
def in_app(app: Flask) -> Iterator[None]:
    """Push a context of the app."""
    with app.app_context():
        yield


class TestRestore:
    @pytest.mark.parametrize(
        ("beginning", "said"),
        [
            (b"Dear Thrall, ", "it is no backup of Muster"),
            (b"PGDMP", "is of PostgreSQL, and DATABASE_URL names SQLite"),
            (b"SQLite format 3\0 and so on", "SQLite says: file is not a database"),
        ],
    )
    def test_what_is_no_backup_of_this_changes_nothing(
        self, app: Flask, tmp_path: Path, beginning: bytes, said: str
    ) -> None:
        file = tmp_path / "letter"
        file.write_bytes(beginning * 100)

        result = run(app, "restore", file)

        assert (result.exit_code, said in result.output) == (2, True), result.output

    def test_one_of_a_newer_program_is_refused(self, app: Flask, tmp_path: Path) -> None:
        file = backed_up(app, tmp_path)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")

        result = run(app, "restore", file)

        assert (result.exit_code, "newer Muster (revision 9999" in result.output) == (2, True)

    def test_an_older_one_is_brought_to_this_version(self, app: Flask, tmp_path: Path) -> None:
        run(app, "db", "downgrade", "0025")
        file = backed_up(app, tmp_path)
        run(app, "db", "upgrade")

        result = run(app, "restore", file)

        assert f"(revision 0025), now at revision {code_revision()}." in result.output

    def test_one_whose_pages_are_damaged_is_refused(self, app: Flask, tmp_path: Path) -> None:
        fill(app)
        file = backed_up(app, tmp_path)
        size = file.stat().st_size
        with file.open("r+b") as opened:
            opened.truncate(size // 2)
        empty(app)

        result = run(app, "restore", file)

        assert result.exit_code == 2
        assert content(app)["users"] == []

    @pytest.mark.usefixtures("in_app")
    def test_guilds_have_new_versions_in_an_empty_database_too(self, app: Flask, tmp_path: Path) -> None:
        add_guild("Lantern Watch")
        db.session.remove()
        file = backed_up(app, tmp_path)
        empty(app)

        result = run(app, "restore", file)

        assert result.exit_code == 0, result.output
        assert db.session.scalars(select(Guild.permission_version)).one() > 0

    @pytest.mark.usefixtures("in_app")
    def test_what_was_decided_since_holds(self, app: Flask, tmp_path: Path) -> None:
        add_guild("Lantern Watch")
        with transaction() as session:
            session.add(ApiToken(name="bot", prefix="mst_", token_hash="hash", scopes=[]))
        file = backed_up(app, tmp_path)
        with transaction() as session:
            session.execute(text("UPDATE api_tokens SET revoked_at = '2026-11-21 12:00:00'"))
            removed = (
                "INSERT INTO removed_guilds (region, bnet_guild_id) SELECT region, bnet_guild_id FROM guilds"
            )
            session.execute(text(removed))
            session.execute(text("DELETE FROM guilds"))

        result = run(app, "restore", "--replace", file)

        assert "What asked to go since then went: guilds 1, tokens 1." in result.output
        assert db.session.scalars(select(Guild)).all() == []
        assert None not in db.session.scalars(select(ApiToken.revoked_at)).all()
