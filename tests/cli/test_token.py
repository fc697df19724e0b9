"""flask token …: make, list, revoke."""

import re

import pytest
from flask import Flask

from tests.cli.conftest import Run
from tests.support.roll import add_guild, add_realm, settings_without_world
from webapp.config import Settings

MADE = ("token", "create", "--name", "raid sheet", "--scope", "cache:read", "--operator")
GUILD = "eu/argent-dawn/lantern-watch"


@pytest.fixture
def settings(sqlite_url: str, redis_url: str) -> Settings:
    """Give settings under which nobody is called: tokens need no outside world."""
    return settings_without_world(sqlite_url, redis_url)


class TestCreate:
    def test_standard_output_is_the_token_alone(self, run: Run) -> None:
        result = run(*MADE)

        assert result.exit_code == 0
        assert re.fullmatch(r"mst_[\w-]{43}\n", result.stdout)
        assert "cannot be read again" in result.stderr

    def test_a_guilds_token_names_its_guild(self, app: Flask, run: Run) -> None:
        with app.app_context():
            add_realm("argent-dawn", "Argent Dawn")
            add_guild()

        made = run(*MADE[:-1], "--guild", GUILD, "--scope", "cache:write", "--expires", "90d")

        listed = run("token", "list").output
        assert made.exit_code == 0
        assert "eu/argent-dawn/Lantern Watch  cache:read cache:write" in listed
        assert "until " in listed

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (MADE[:-1], "either --guild"),
            ((*MADE, "--guild", GUILD), "either --guild"),
            ((*MADE[:-1], "--guild", GUILD), "is not tracked here"),
            ((*MADE, "--expires", "soon"), "'soon' is no life time"),
            ((*MADE, "--scope", "everything"), "'everything' is not one of"),
            (("token", "create", "--name", "", *MADE[4:]), "the name is empty"),
            (MADE[:4] + MADE[6:], "--scope"),
        ],
    )
    def test_what_makes_no_sense_is_refused_and_nothing_is_made(
        self, run: Run, words: tuple[str, ...], said: str
    ) -> None:
        result = run(*words)

        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
        assert "There is no token" in run("token", "list").output


class TestListAndRevoke:
    def test_a_list_never_shows_the_secret(self, run: Run) -> None:
        token = run(*MADE).stdout.strip()

        listed = run("token", "list").output

        assert f"{token[:12]}…" in listed
        assert token[12:] not in listed
        assert "never" in listed

    @pytest.mark.parametrize("given", [lambda token: token, lambda token: token[:12] + "…"])
    def test_a_token_is_taken_back_by_what_the_list_shows(self, run: Run, given: object) -> None:
        token = run(*MADE).stdout.strip()

        result = run("token", "revoke", given(token))  # type: ignore[operator]

        assert result.output == f"{token[:12]}… (raid sheet) opens nothing any more.\n"
        assert "revoked " in run("token", "list").output

    def test_what_is_not_there_is_said(self, run: Run) -> None:
        run(*MADE)

        result = run("token", "revoke", "mst_nothing1")

        assert (result.exit_code, "No token in use begins with" in result.stderr) == (2, True)

    def test_more_than_one_is_not_guessed(self, run: Run) -> None:
        run(*MADE)
        run(*MADE)

        result = run("token", "revoke", "mst_")

        assert (result.exit_code, "write more of it" in result.stderr) == (2, True)
