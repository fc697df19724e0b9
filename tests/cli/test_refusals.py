"""Commands refuse in one sentence, before anything is written."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from tests.cli.conftest import DEMO, Run
from tests.support.roll import add_guild
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.lib import clock
from webapp.sync.pauses import Pause
from webapp.sync.pausing import begin_pause
from webapp.words import PauseScope


def said_by(settings: Settings, *words: str) -> tuple[int, str]:
    result = create_app(settings).test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output


class TestNeedReadyDatabase:
    @pytest.mark.parametrize("words", [("guild", "list"), ("sync", "status")])
    def test_a_database_without_tables_is_named(
        self, settings: Settings, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        empty = replace(settings, database_url=f"sqlite:///{tmp_path}/new.db")

        code, output = said_by(empty, *words)

        assert (code, "no tables yet; make them with: flask db upgrade" in output) == (2, True)

    def test_a_database_of_an_older_program_is_named(self, settings: Settings, sqlite_url: str) -> None:
        engine = create_engine(sqlite_url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        engine.dispose()

        code, output = said_by(settings, "guild", "list")

        assert (code, "older than this program" in output) == (2, True)


class TestTrackedGuild:
    def test_a_slug_without_the_apostrophe_means_the_guild_that_has_it(self, app: Flask, run: Run) -> None:
        with app.app_context():
            add_guild("Rusty Sparrow's Rest")

        result = run("guild", "roster", "eu/argent-dawn/rusty-sparrows-rest")

        assert "is not tracked" not in result.output

    def test_a_slug_that_means_two_guilds_means_none(self, app: Flask, run: Run) -> None:
        with app.app_context():
            for number, name in enumerate(("Sparrow's Rest", "Sparrows' Rest")):
                add_guild(name, bnet_guild_id=number + 1)

        result = run("guild", "roster", "eu/argent-dawn/sparrows-rest")

        assert (result.exit_code, "is not tracked" in result.output) == (2, True)


class TestNeedNoPause:
    def test_nobody_waits_for_what_is_paused_by_hand(self, app: Flask, run: Run) -> None:
        run("guild", "add", DEMO)
        with app.app_context(), transaction() as session:
            pause = Pause(scope=PauseScope.EVERYTHING, paused_at=clock.now(), reason="patch day")
            begin_pause(session, pause)

        for words in (("guild", "sync", DEMO, "--now"), ("character", "refresh", "eu/argent-dawn/Jaina")):
            result = run(*words)
            assert (result.exit_code, "Paused by hand since" in result.output) == (2, True)
        assert "(patch day)" in result.output
        assert run("guild", "sync", DEMO).exit_code == 0
