"""Questions about a database and a server."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from devtools.readiness import answers, has_past, has_synced_guild, is_current, is_taken_by_another, listens
from devtools.servers import free_port, is_free


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "a b.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0002')")
        connection.execute(
            "CREATE TABLE guilds"
            " (region TEXT, realm TEXT, name_key TEXT, last_synced_at TEXT, created_at TEXT)"
        )
        connection.execute("INSERT INTO guilds VALUES ('eu', 'argent-dawn', 'known', NULL, '2999-01-01')")
        connection.execute(
            "INSERT INTO guilds VALUES ('eu', 'argent-dawn', 'synced', '2026-11-01', '2026-10-01')"
        )
    return f"sqlite:///{path}"


@pytest.fixture
def head(tmp_path: Path) -> Path:
    path = tmp_path / "HEAD"
    path.write_text("0002\n")
    return path


class TestIsCurrent:
    def test_a_database_at_the_head_is_current(self, database: str, head: Path) -> None:
        assert is_current(database, head)

    def test_a_new_revision_makes_it_old(self, database: str, head: Path) -> None:
        head.write_text("0003\n")

        assert not is_current(database, head)

    @pytest.mark.parametrize("url", ["sqlite:////nonexistent/x.db", "postgresql://127.0.0.1/x"])
    def test_what_cannot_be_told_is_not_current(self, url: str, head: Path) -> None:
        assert not is_current(url, head)

    def test_an_empty_file_is_not_current(self, tmp_path: Path, head: Path) -> None:
        (tmp_path / "empty.db").touch()

        assert not is_current(f"sqlite:///{tmp_path}/empty.db", head)


class TestHasSyncedGuild:
    @pytest.mark.parametrize(("name", "expected"), [("synced", True), ("known", False), ("nobody", False)])
    def test_only_a_guild_that_was_synced_counts(self, database: str, name: str, *, expected: bool) -> None:
        assert has_synced_guild(database, region="eu", realm="argent-dawn", name=name) is expected


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/readyz" else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield running.server_port
        running.shutdown()


class TestHasPast:
    def test_a_guild_that_was_added_on_another_day_has_one(self, database: str) -> None:
        assert has_past(database, "eu/argent-dawn/synced")

    def test_a_new_one_and_one_that_nobody_knows_have_none(self, database: str) -> None:
        assert not has_past(database, "eu/argent-dawn/known")
        assert not has_past("postgresql://127.0.0.1/x", "eu/argent-dawn/synced")


class TestAnswers:
    def test_only_200_is_an_answer(self, server: int) -> None:
        assert answers(f"http://127.0.0.1:{server}", "/readyz")
        assert not answers(f"http://127.0.0.1:{server}", "/other")

    def test_nobody_there_is_no_answer(self) -> None:
        port = free_port()

        assert not answers(f"http://127.0.0.1:{port}", "/readyz")
        assert not listens(port)
        assert is_free(port)

    def test_somebody_who_listens_is_noticed(self, server: int) -> None:
        assert listens(server)
        assert not is_free(server)


class TestIsTakenByAnother:
    def test_who_listens_is_told_from_a_stranger(self, server: int) -> None:
        assert not is_taken_by_another(server, os.getpid())
        assert is_taken_by_another(server, os.getppid())

    def test_a_free_port_is_taken_by_nobody(self) -> None:
        assert not is_taken_by_another(free_port(), os.getppid())

    def test_a_process_that_ended_is_no_reason(self, server: int) -> None:
        assert not is_taken_by_another(server, 4194399)
