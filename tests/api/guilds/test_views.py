"""A guild for programs: what its pages show, as far as the token sees it."""

import pytest
from flask import Flask

from tests.api.conftest import Program, Town, populate, program
from tests.api.past import build, lived
from tests.support.roll import add_member
from webapp.api.entries import moment
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Guild
from webapp.permissions.tokens import Scope


@pytest.fixture
def here(app: Flask) -> Town:
    """Give Jaina with a card and a past."""
    town = populate(app)
    build(app, town)
    lived(app, town.jaina_id, 600, 610)
    return town


@pytest.fixture
def reader(app: Flask, here: Town) -> Program:
    """Give a program of Jaina's guild."""
    return program(app, Scope.CHARACTERS_READ, guild_id=here.guild_id)


class TestEvents:
    def test_they_come_in_pages_and_each_once(self, reader: Program, here: Town) -> None:
        below = f"/api/v1/guilds/{here.guild_id}/events"
        first = reader.ask("GET", f"{below}?limit=1").json or {}
        second = reader.ask("GET", f"{below}?limit=1&before={first['next']}").json or {}

        found = [one["id"] for one in first["events"] + second["events"]]

        assert len(set(found)) == 2
        assert second["next"] is None
        assert first["events"][0]["who"] == "Jaina"

    def test_filters_narrow_them_and_the_last_day_of_all_is_one(self, reader: Program, here: Town) -> None:
        below = f"/api/v1/guilds/{here.guild_id}/events"
        left = reader.ask("GET", f"{below}?kind=left").json or {}
        jainas = reader.ask("GET", f"{below}?name=jaina&from=1970-01-01&to=9999-12-31").json or {}

        assert (len(left["events"]), len(jainas["events"])) == (0, 2)

    @pytest.mark.parametrize("query", ["before=1", "from=2026-1-1", "rank=%D9%A1", "kind=born", "limit=0"])
    def test_what_cannot_be_used_is_named(self, reader: Program, here: Town, query: str) -> None:
        answer = reader.ask("GET", f"/api/v1/guilds/{here.guild_id}/events?{query}")

        assert answer.status_code == 422
        assert (answer.json or {})["errors"][0]["field"] == query.partition("=")[0]


class TestInsights:
    def test_they_are_numbers_and_a_known_version_is_not_sent_again(
        self, reader: Program, here: Town
    ) -> None:
        path = f"/api/v1/guilds/{here.guild_id}/insights"
        answer = reader.ask("GET", path)
        again = reader.ask("GET", path, headers={"If-None-Match": answer.headers["ETag"]})

        assert (answer.json or {})["least"] == 5
        assert again.status_code == 304

    @pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "%D9%A1"])
    def test_of_what_is_no_guild_there_are_none(self, reader: Program, number: str) -> None:
        assert reader.ask("GET", f"/api/v1/guilds/{number}/insights").status_code == 404


class TestLeaderboards:
    def test_a_board_that_the_guild_keeps_from_tokens_is_not_there(self, app: Flask, here: Town) -> None:
        path = f"/api/v1/guilds/{here.guild_id}/leaderboards"
        board = program(app).ask("GET", f"{path}?board=gain&who=mains").json or {}

        assert (board["board"], board["number"], board["next"]) == ("gain", 1, None)

    def test_it_goes_on_behind_the_last_place(self, app: Flask, here: Town) -> None:
        path = f"/api/v1/guilds/{here.guild_id}/leaderboards"
        with app.app_context():
            for name in ("Anduin", "Thrall", "Uther"):
                add_member(here.guild_id, name, mythic_rating=2000.0, verified_at=clock.now())
        first = program(app).ask("GET", f"{path}?limit=2").json or {}
        rest = program(app).ask("GET", f"{path}?limit=2&after={first['next']}").json or {}

        assert [one["place"] for one in first["places"] + rest["places"]] == [1, 1, 1]
        assert len({one["characterName"] for one in first["places"] + rest["places"]}) == 3
        assert (first["known"], first["more"], rest["more"]) == (3, 1, 0)


class TestAnArchivedGuild:
    def test_it_is_told_as_its_pages_show_it_and_that_it_is_archived(
        self, app: Flask, here: Town, reader: Program
    ) -> None:
        below, at = f"/api/v1/guilds/{here.guild_id}", clock.now().replace(microsecond=0)
        before = reader.ask("GET", f"{below}/roster")
        with app.app_context(), transaction() as session:
            session.get_one(Guild, here.guild_id).archived_at = at

        tag = {"If-None-Match": before.headers["ETag"]}
        after = reader.ask("GET", f"{below}/roster", headers=tag).json or {}

        assert (before.json or {})["archivedAt"] is None
        assert [one["name"] for one in after["members"]] == ["Jaina"]
        for what in ("roster", "events", "insights", "leaderboards"):
            assert (reader.ask("GET", f"{below}/{what}").json or {})["archivedAt"] == moment(at)
