"""A character for programs: everything with its age, on both databases."""

import pytest
from flask import Flask

from tests.api.conftest import Program, Town, populate, program
from tests.api.past import build
from tests.support.roll import add_member
from webapp.permissions.tokens import Scope

JAINA = "/api/v1/characters/eu/argent-dawn/Jaina"
ABOUT = ["asOf", "checkedAt", "changedAt", "nextAt", "source", "state", "certainty", "note", "why", "href"]


@pytest.fixture
def reader(app_on: Flask) -> Program:
    """Give a program of Jaina's guild, on each database in turn."""
    town = populate(app_on)
    build(app_on, town)
    return program(app_on, Scope.CHARACTERS_READ, guild_id=town.guild_id)


class TestCharacter:
    def test_it_has_its_card_and_says_how_old_each_section_is(self, reader: Program) -> None:
        found = reader.ask("GET", JAINA).json or {}

        assert list(found) == ["data", *ABOUT]
        assert found["data"]["characterName"] == "Jaina"
        assert found["data"]["card"]["schemaVersion"] == 1
        assert set(found["data"]["sections"]) >= {"summary", "gear", "mythic", "raids", "vault"}

    @pytest.mark.parametrize(
        "path", ["EU/Argent%20Dawn/jaina", "eu/ARGENT-DAWN/JAINA", "eU/argent%20dawn/Jaina"]
    )
    def test_it_is_found_in_any_case(self, reader: Program, path: str) -> None:
        found = reader.ask("GET", f"/api/v1/characters/{path}").json or {}

        assert found["href"] == f"{JAINA}/sections/summary"

    def test_who_only_folds_alike_is_somebody_else(self, app_on: Flask) -> None:
        town, reader = populate(app_on), program(app_on)
        with app_on.app_context():
            add_member(town.guild_id, "Straße")
        below = JAINA.removesuffix("Jaina")

        found = [reader.ask("GET", below + name).status_code for name in ("STRAße", "Strasse")]

        assert found == [200, 404]

    def test_a_known_version_is_not_sent_again(self, reader: Program) -> None:
        etag = reader.ask("GET", JAINA).headers["ETag"]

        again = reader.ask("GET", JAINA, headers={"If-None-Match": etag})

        assert (etag[:3], again.status_code, again.data) == ('W/"', 304, b"")

    @pytest.mark.parametrize("path", ["eu/argent-dawn/Arthas", "eu/argent-dawn/Nobody", "xx/a/b", "eu/a/%00"])
    def test_whom_the_token_does_not_see_is_nobody(self, reader: Program, path: str) -> None:
        answer = reader.ask("GET", f"/api/v1/characters/{path}")

        assert (answer.status_code, (answer.json or {})["detail"]) == (
            404,
            "No character of that name is kept for this token.",
        )

    def test_a_character_without_a_card_says_why(self, app: Flask, town: Town) -> None:
        reader = program(app, guild_id=town.guild_id)

        found = reader.ask("GET", JAINA).json or {}

        assert (found["data"]["card"], found["certainty"]) == (None, None)
        assert found["why"]["sentence"]


class TestSection:
    def test_it_has_its_data_and_its_age(self, reader: Program) -> None:
        found = reader.ask("GET", f"{JAINA}/sections/gear").json or {}

        assert list(found) == ["data", *ABOUT]
        assert (found["source"], found["checkedAt"]) == ("Blizzard", "2026-11-21T12:00:00Z")
        assert len(found["data"]["slots"]) == 15
        assert "source" not in found["data"]

    def test_each_section_has_a_version_of_its_own(self, reader: Program) -> None:
        gear, raids = (
            reader.ask("GET", f"{JAINA}/sections/{one}").headers["ETag"] for one in ("gear", "raids")
        )

        assert gear != raids

    def test_another_word_is_no_section(self, reader: Program) -> None:
        answer = reader.ask("GET", f"{JAINA}/sections/shoes")

        assert answer.status_code == 404
        assert (answer.json or {})["errors"][0]["field"] == "section"

    def test_nothing_else_can_be_asked(self, reader: Program) -> None:
        assert reader.ask("GET", f"{JAINA}/sections/gear?at=2026").status_code == 422


class TestHistory:
    def test_it_has_the_seasons_and_the_guilds_own_events(self, reader: Program) -> None:
        found = reader.ask("GET", f"{JAINA}/history").json or {}

        assert {card["seasonKey"] for card in found["cards"]} == {"latest", "season-mn-1"}
        assert [event["kind"] for event in found["events"]] == ["joined", "joined"]
        assert found["next"] is None

    def test_a_long_past_comes_in_pages(self, reader: Program) -> None:
        first = reader.ask("GET", f"{JAINA}/history?limit=1").json or {}

        second = reader.ask("GET", f"{JAINA}/history?limit=1&before={first['next']}").json or {}

        assert first["events"] != second["events"]
        assert (len(first["events"]), len(second["events"]), second["next"]) == (1, 1, None)

    @pytest.mark.parametrize(
        "query", ["limit=0", "limit=201", "limit=x", "before=0", "before=9999999999", "a=1"]
    )
    def test_what_does_not_fit_is_named(self, reader: Program, query: str) -> None:
        answer = reader.ask("GET", f"{JAINA}/history?{query}")

        assert answer.status_code == 422
        assert (answer.json or {})["errors"][0]["field"] == query.partition("=")[0]
