"""Upgraders that race, upgraders that are killed, and a database that is ahead."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from tests.migrations.conftest import MIGRATIONS, REVISIONS, bare_app
from tests.migrations.shape import Shape, shape_of
from tests.migrations.upgraders import killed_at, statements_of, upgraded_by
from webapp.extensions import db

FIRST_KILL = 4
"""Before this statement an upgrade only asks what there is."""
ROOT = MIGRATIONS.parent
FLASK = [sys.executable, "-m", "flask", "--app", "webapp"]
GUNICORN = [
    sys.executable,
    "-m",
    "gunicorn",
    "--workers",
    "1",
    "--bind",
    "127.0.0.1:0",
    "webapp:create_app()",
]
NEWER = (
    "The database was made by a newer Muster (revision 9999, this program knows "
    f"{REVISIONS[-1]}): update the program; it never downgrades a database by itself.\n"
)


def start(command: list[str], url: str) -> subprocess.Popen[str]:
    """Start one of the product's programs on a database."""
    environment = {**os.environ, "DATABASE_URL": url, "LOG_LEVEL": "WARNING"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def look(url: str) -> tuple[str | None, Shape]:
    """Return the revision and the tables that a database has."""
    with bare_app(url).app_context():
        with db.engine.connect() as connection:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            shape = shape_of(connection)
        db.engine.dispose()
    return revision, shape


@pytest.mark.fault
class TestConcurrentUpgraders:
    def test_all_four_exit_well_and_one_schema_is_there(self, empty_url: str) -> None:
        assert upgraded_by(4, empty_url) == [0] * 4

        assert look(empty_url)[0] == REVISIONS[-1]

    def test_the_command_exits_well_however_often(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'command.db'}"

        runs = [start([*FLASK, "db", "upgrade"], url) for _ in range(2)]
        said = [run.communicate(timeout=60) for run in runs]

        newest = f"he database is at the newest revision ({REVISIONS[-1]}).\n"
        assert [run.returncode for run in runs] == [0, 0]
        assert sorted(said) == [
            (f"{len(REVISIONS)} revisions were applied; t{newest}", ""),
            (f"T{newest}", ""),
        ]


@pytest.mark.fault
class TestKilledUpgrade:
    def test_the_next_upgrade_carries_on_from_a_whole_revision(
        self, empty_url: str, pytestconfig: pytest.Config
    ) -> None:
        wrong, chance = [], random.Random(pytestconfig.getoption("--fault-seed"))
        with bare_app(empty_url).app_context():
            moments = range(FIRST_KILL, statements_of(upgrade) + 1)
            expected = look(empty_url)
            kills = min(pytestconfig.getoption("--kills"), len(moments))
            for statement in sorted(chance.sample(moments, kills)):
                downgrade(revision="base")
                assert killed_at(empty_url, statement)
                upgrade()
                if look(empty_url) != expected:
                    wrong.append(statement)
            db.engine.dispose()

        assert wrong == []
        assert len(moments) > len(REVISIONS) * 4, "an upgrade has more statements than that"


class TestNewerDatabase:
    @pytest.fixture
    def newer_url(self, tmp_path: Path) -> str:
        """Give a database that a later version has migrated."""
        url = f"sqlite:///{tmp_path / 'newer.db'}"
        with bare_app(url).app_context():
            upgrade()
            with db.engine.begin() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
            db.engine.dispose()
        return url

    @pytest.mark.parametrize(
        ("command", "code"),
        [
            ([*FLASK, "db", "upgrade"], 2),
            ([*FLASK, "db", "downgrade"], 2),
            ([sys.executable, "worker.py", "clock"], 3),
        ],
        ids=["upgrade", "downgrade", "worker"],
    )
    def test_commands_and_workers_say_one_line_and_end(
        self, newer_url: str, command: list[str], code: int
    ) -> None:
        program = start(command, newer_url)
        errors = program.communicate(timeout=30)[1]

        assert (program.returncode, errors) == (code, NEWER)

    def test_the_web_server_says_it_and_ends(self, newer_url: str) -> None:
        server = start(GUNICORN, newer_url)
        errors = server.communicate(timeout=30)[1]

        assert server.returncode == 3
        assert NEWER in errors
        assert "Traceback" not in errors
