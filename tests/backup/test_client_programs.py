"""PostgreSQL's programs: no password among their arguments, and their failures in one sentence."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from webapp.backup.client_programs import address, command, environment, failure, run
from webapp.backup.errors import BackupError

URL = make_url("postgresql+psycopg://muster:hush%40@db.example:5433/muster?sslmode=require")


class TestCommand:
    def test_a_missing_program_is_named_with_what_to_install(self, tmp_path: Path) -> None:
        with pytest.raises(BackupError, match=r"pg_dump is not on this machine: .*postgresql-client"):
            command("pg_dump", path=str(tmp_path))


class TestAddress:
    def test_the_password_goes_by_the_environment(self) -> None:
        assert address(URL) == "postgresql://muster@db.example:5433/muster?sslmode=require"
        assert environment(URL)["PGPASSWORD"] == "hush@"
        assert "PGPASSWORD" not in environment(make_url("postgresql+psycopg:///muster"))


class TestRun:
    def test_what_a_program_prints_comes_back(self) -> None:
        assert run(["/bin/echo", "done"]) == "done\n"

    def test_its_last_words_are_the_sentence(self) -> None:
        with pytest.raises(BackupError, match=r"^sh says: no such table$"):
            run(["/bin/sh", "-c", "echo no such table >&2; exit 1"])


class TestFailure:
    def test_a_program_that_is_too_old_is_told_to_be_renewed(self) -> None:
        words = (
            "pg_dump: error: aborting because of server version mismatch\n"
            "pg_dump: detail: server version: 17.2; pg_dump version: 15.8\n"
        )

        assert "server version mismatch; install PostgreSQL's client programs" in str(
            failure("pg_dump", words)
        )

    def test_silence_is_said_too(self) -> None:
        assert str(failure("/usr/bin/psql", "")) == "psql says: it failed and says nothing"
