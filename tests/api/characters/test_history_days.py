"""The days of a character for programs: in pages, with a tag, as much as the guild shows its tokens."""

import pytest
from flask import Flask

from tests.api.conftest import Program, Town, populate, program
from tests.api.past import build, lived
from tests.support.deciding import decide
from tests.support.roll import NOON
from webapp.permissions.tokens import Scope

DAYS = "/api/v1/characters/eu/argent-dawn/Jaina/history/days"
TODAY = f"{NOON:%Y-%m-%d}"


@pytest.fixture
def here(app_on: Flask) -> Town:
    """Give Jaina with three days, on each database in turn."""
    town = populate(app_on)
    build(app_on, town)
    lived(app_on, town.jaina_id, 700, 705, 712)
    return town


@pytest.fixture
def reader(app_on: Flask, here: Town) -> Program:
    """Give a program of Jaina's guild."""
    return program(app_on, Scope.CHARACTERS_READ, guild_id=here.guild_id)


class TestHistoryDays:
    def test_they_come_the_newest_first(self, reader: Program) -> None:
        found = reader.ask("GET", DAYS).json or {}

        assert [day["itemLevel"] for day in found["days"]] == [712, 705, 700]
        newest = found["days"][0]
        assert (newest["takenOn"], newest["problems"], newest["vault"]["mythic"]) == (TODAY, 2, 3)
        assert found["next"] is None

    def test_many_come_in_pages(self, reader: Program) -> None:
        first = reader.ask("GET", f"{DAYS}?limit=2").json or {}

        second = reader.ask("GET", f"{DAYS}?limit=2&before={first['next']}").json or {}

        assert [[day["itemLevel"] for day in page["days"]] for page in (first, second)] == [[712, 705], [700]]
        assert second["next"] is None

    def test_a_known_version_is_not_sent_again(self, reader: Program) -> None:
        etag = reader.ask("GET", DAYS).headers["ETag"]

        assert reader.ask("GET", DAYS, headers={"If-None-Match": etag}).status_code == 304

    @pytest.mark.parametrize(
        "query", ["limit=0", "limit=201", "limit=%D9%A1", "before=yesterday", "before=20260101", "a=1"]
    )
    def test_what_does_not_fit_is_named(self, reader: Program, query: str) -> None:
        answer = reader.ask("GET", f"{DAYS}?{query}")

        assert answer.status_code == 422
        assert (answer.json or {})["errors"][0]["field"] == query.partition("=")[0]


class TestAudience:
    def test_a_token_is_told_what_its_guild_shows_it(
        self, app_on: Flask, here: Town, reader: Program
    ) -> None:
        decide(app_on, here.guild_id, "gear_audit", is_on=False)
        newest = (reader.ask("GET", DAYS).json or {})["days"][0]

        decide(app_on, here.guild_id, "last_seen", is_on=False)
        answer = reader.ask("GET", DAYS)

        assert (newest["itemLevel"], newest["problems"], newest["vault"]["mythic"]) == (712, None, None)
        assert (answer.status_code, "by day" in (answer.json or {})["detail"]) == (404, True)
