"""A flask restore that does not come to its end forgets no decision, and says what to do."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from devtools.environment import ROOT
from devtools.testing import clean_environment
from tests.cli.backups import backed_up, run
from tests.support.roll import NOON, add_guild, add_member, settings_without_world
from webapp import create_app
from webapp.backup.unfinished import note_of
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, ForgottenCharacter, User

KILLED = """
import importlib, os, signal
from webapp import create_app
backup = importlib.import_module("webapp.cli.backup")
backup.put_back = lambda *where, real=backup.put_back: (real(*where), os.kill(os.getpid(), signal.SIGKILL))
create_app().test_cli_runner().invoke(args=["restore", "--replace", os.environ["FILE"]])
"""


@pytest.fixture
def settings(sqlite_url: str, redis_url: str, tmp_path: Path) -> Settings:
    """Give settings under which nobody is called, and a folder for local state."""
    return replace(settings_without_world(sqlite_url, redis_url), state_directory=tmp_path)


@pytest.fixture
def in_app(app_on: Flask) -> Iterator[Flask]:
    """Push a context of the app, on both databases."""
    with app_on.app_context():
        yield app_on


def asked_to_be_forgotten(app: Flask, folder: Path) -> Path:
    """Back up a character and an operator; then the one is forgotten, and the other's right taken."""
    with app.app_context():
        add_member(add_guild("Lantern Watch"), "Jaina", bnet_character_id=7)
        with transaction() as session:
            session.add(User(bnet_id=1, battletag="Thrall#1", is_operator=True))
    file = backed_up(app, folder)
    with app.app_context(), transaction() as session:
        session.execute(text("DELETE FROM guild_members"))
        session.execute(text("DELETE FROM characters"))
        session.execute(text("UPDATE users SET is_operator = false"))
        session.add(ForgottenCharacter(region="eu", bnet_character_id=7, created_at=NOON))
    return file


def who_is_there() -> tuple[list[str], list[int]]:
    db.session.rollback()
    named = db.session.scalars(select(User.bnet_id).where(User.is_operator.is_(True))).all()
    found = list(db.session.scalars(select(Character.name))), list(named)
    db.session.remove()
    return found


class TestKilled:
    def test_the_next_restore_keeps_what_the_first_had_read(
        self, app: Flask, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = asked_to_be_forgotten(app, tmp_path / "kept")
        variables = clean_environment(os.environ) | {
            "DATABASE_URL": settings.database_url,
            "REDIS_URL": settings.redis_url,
            "MUSTER_VAR": str(tmp_path),
            "FILE": str(file),
        }
        with app.app_context():
            db.engine.dispose()

        died = subprocess.run([sys.executable, "-c", KILLED], env=variables, cwd=ROOT, check=False)
        with app.app_context():
            half = who_is_there()
        doctor = run(app, "doctor")
        with pytest.raises(SystemExit, match="3"):
            create_app(settings)
        (tmp_path / "again").mkdir()
        again = run(app, "restore", "--replace", shutil.copy(file, tmp_path / "again"))

        assert (died.returncode, half) == (-signal.SIGKILL, (["Jaina"], [1]))
        assert f"stop everything else and run: flask restore --replace {file}" in doctor.output
        assert doctor.exit_code == 1
        assert f"It is ended by: flask restore --replace {file}" in capsys.readouterr().err
        assert "What an earlier restore did not come to is done too." in again.output
        assert "went: characters 1, operators 1." in again.output
        with app.app_context():
            assert who_is_there() == ([], [])
        assert "not finished" not in run(app, "doctor").output


class TestFailed:
    def test_a_migration_that_fails_names_the_ways_on_and_back(self, in_app: Flask, tmp_path: Path) -> None:
        asked_to_be_forgotten(in_app, tmp_path / "kept")
        with transaction() as session:
            session.execute(text("DELETE FROM forgotten_characters"))
        run(in_app, "db", "downgrade", "0050")
        with transaction() as session:
            session.execute(text("CREATE TABLE saved_views (id INTEGER)"))
        old = backed_up(in_app, tmp_path / "old")
        with transaction() as session:
            session.execute(text("DROP TABLE saved_views"))
        db.session.remove()
        run(in_app, "db", "upgrade")

        failed = run(in_app, "restore", "--replace", old)

        before = next((tmp_path / "old").glob("*-before-restore*"))
        assert failed.exit_code == 1
        assert f"{old} is in the database at its revision 0050" in failed.output
        assert "saved_views" in failed.output
        assert f"comes back with: flask restore --replace {before}" in failed.output
        assert note_of(db.engine.url, tmp_path).exists()

        back = run(in_app, "restore", "--replace", before.rename(tmp_path / "before"))

        assert (back.exit_code, note_of(db.engine.url, tmp_path).exists()) == (0, False), back.output


class TestRefused:
    def test_what_changed_nothing_leaves_no_note(self, app: Flask, tmp_path: Path) -> None:
        file = asked_to_be_forgotten(app, tmp_path / "kept")
        with closing(sqlite3.connect(tmp_path / "muster.db")) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM users")

            refused = run(app, "restore", "--replace", file)

        assert "stop web, workers and clock first" in refused.output
        assert list(tmp_path.glob("*.restoring*")) == []

    def test_a_foreign_database_replaces_nothing(self, app: Flask, tmp_path: Path) -> None:
        file = tmp_path / "foreign"
        with closing(sqlite3.connect(file)) as other, other:
            other.execute("CREATE TABLE alembic_version (version_num TEXT)")
            other.execute("INSERT INTO alembic_version VALUES ('0007')")
            other.execute("CREATE TABLE users (bnet_id INT, battletag TEXT, last_login_at TEXT)")
        with app.app_context(), transaction() as session:
            session.add(User(bnet_id=1, battletag="Thrall#1"))

        result = run(app, "restore", "--replace", file)

        assert (result.exit_code, "it is no backup of Muster" in result.output) == (2, True)
        with app.app_context():
            assert db.session.get(User, 1) is not None
