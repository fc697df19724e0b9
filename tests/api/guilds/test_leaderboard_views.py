"""The board over all guilds, for programs."""

import pytest
from flask import Flask

from tests.api.conftest import Program
from tests.support.roll import add_guild, add_member
from webapp.lib import clock
from webapp.words import Visibility


class TestEverybody:
    def test_it_has_the_rating_and_says_when_it_was_so(self, guilds: Program) -> None:
        found = guilds.ask("GET", "/api/v1/leaderboards?class=1&region=eu").json or {}

        assert (found["board"], found["places"]) == ("rating", [])
        assert found["asOf"].endswith("Z")

    def test_it_goes_on_behind_the_last_place(self, app: Flask, guilds: Program) -> None:
        with app.app_context():
            guild_id = add_guild("Shown", visibility=Visibility.PUBLIC)
            for name, rating in (("Anduin", 2500.25), ("Uther", 2500.0), ("Thrall", 12.0)):
                add_member(guild_id, name, mythic_rating=rating, verified_at=clock.now())
        first = guilds.ask("GET", "/api/v1/leaderboards?limit=1").json or {}

        rest = guilds.ask("GET", f"/api/v1/leaderboards?after={first['next']}").json or {}

        places = [(one["place"], one["isShared"], one["characterName"]) for one in rest["places"]]
        assert places == [(1, True, "Uther"), (3, False, "Thrall")]
        assert (first["more"], rest["more"], rest["next"]) == (1, 0, None)

    @pytest.mark.parametrize("query", ["after=1", "after=nan_1_1_1", "limit=101", "limit=0"])
    def test_what_cannot_be_used_is_named(self, guilds: Program, query: str) -> None:
        answer = guilds.ask("GET", f"/api/v1/leaderboards?{query}")

        assert answer.status_code == 422
        assert (answer.json or {})["errors"][0]["field"] == query.partition("=")[0]
