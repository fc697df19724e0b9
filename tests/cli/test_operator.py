"""flask operator …: whoever has signed in can be made to run the server, by battletag."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.cli.conftest import Run
from tests.support.roll import settings_without_world
from tests.support.signed_in import browser_of, signed_in
from webapp.config import Settings

JAINA = "Jaina#1234"


@pytest.fixture
def settings(sqlite_url: str, redis_url: str) -> Settings:
    """Give settings under which nobody is called; one account is named in them."""
    return replace(settings_without_world(sqlite_url, redis_url), operator_bnet_ids=frozenset({77}))


class TestAdd:
    @pytest.mark.parametrize("who", [JAINA, "jaina#1234", " JAINA#1234", "4242"])
    def test_who_has_signed_in_is_found_by_tag_or_number(self, app: Flask, run: Run, who: str) -> None:
        signed_in(app, battletag=JAINA, user_id=4242)

        result = run("operator", "add", who)

        assert (result.exit_code, result.output) == (0, f"{JAINA} runs this server from the next click on.\n")
        assert JAINA in run("operator", "list").output

    def test_it_holds_from_the_next_click_on(self, app: Flask, run: Run) -> None:
        browser = browser_of(app, signed_in(app, battletag=JAINA))
        before = browser.get("/").text

        run("operator", "add", JAINA)

        assert "flask guild add" not in before
        assert "guild add" in browser.get("/").text

    @pytest.mark.parametrize("who", ["Arthas#9", "Jaina", "#1234", "%#1234", "", "99999999999999999999999"])
    def test_who_has_not_is_told_what_to_do(self, app: Flask, run: Run, who: str) -> None:
        signed_in(app, battletag=JAINA)

        result = run("operator", "add", who)

        assert (result.exit_code, result.stdout) == (2, "")
        assert "They sign in once" in result.stderr

    def test_two_of_one_name_are_told_apart_by_number(self, app: Flask, run: Run) -> None:
        for number in (1, 2):
            signed_in(app, battletag=JAINA, user_id=number)

        refused, chosen = run("operator", "add", JAINA), run("operator", "add", "2")

        assert (refused.exit_code, "1, 2" in refused.stderr) == (2, True)
        assert chosen.exit_code == 0


class TestRemove:
    def test_who_was_one_is_none_any_more(self, app: Flask, run: Run) -> None:
        signed_in(app, battletag=JAINA, is_operator=True)

        result = run("operator", "remove", JAINA)

        assert result.output == f"{JAINA} does not run this server any more.\n"
        assert "Nobody runs this server" in run("operator", "list").output

    def test_who_is_named_in_the_settings_comes_back_and_that_is_said(self, app: Flask, run: Run) -> None:
        signed_in(app, battletag=JAINA, user_id=77, is_operator=True)

        assert "OPERATOR_BNET_IDS names them" in run("operator", "remove", JAINA).output
