"""A character for programs: everything with its age, on both databases."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.api.conftest import Program, Town, populate, program
from tests.api.past import build, leave, read_everything, was_called
from tests.characters.known import known
from tests.support.roll import NOON, add_member
from webapp.api.characters.objects import Shown, version_of
from webapp.characters.view import card_page
from webapp.permissions.tokens import Scope

BELOW = "/api/v1/characters/eu/argent-dawn"
JAINA, DAELIN = f"{BELOW}/Jaina", f"{BELOW}/Daelin"
NOBODY = "No character of that name is kept for this token."
ABOUT = ["asOf", "checkedAt", "changedAt", "nextAt", "source", "state", "certainty", "note", "why", "href"]


@pytest.fixture
def here(app_on: Flask) -> Town:
    """Give Jaina with a card and a past, on each database in turn."""
    town = populate(app_on)
    build(app_on, town)
    return town


@pytest.fixture
def reader(app_on: Flask, here: Town) -> Program:
    """Give a program of Jaina's guild."""
    return program(app_on, Scope.CHARACTERS_READ, guild_id=here.guild_id)


class TestCharacter:
    def test_it_has_its_card_and_says_how_old_each_section_is(self, reader: Program) -> None:
        found = reader.ask("GET", JAINA).json or {}

        assert list(found) == ["data", *ABOUT, "isStale"]
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

        found = [reader.ask("GET", f"{BELOW}/{name}").status_code for name in ("STRAße", "Strasse")]

        assert found == [200, 404]

    def test_it_says_whether_any_section_needs_a_look(
        self, app_on: Flask, here: Town, reader: Program
    ) -> None:
        before = reader.ask("GET", JAINA).json or {}

        read_everything(app_on, here.jaina_id)
        after = reader.ask("GET", JAINA).json or {}

        assert (before["isStale"], after["isStale"]) == (True, False)

    def test_a_card_that_becomes_stale_is_another_version(self) -> None:
        page = card_page(known(), NOON)

        versions = [version_of(Shown(replace(page, is_stale=one), {}), NOON) for one in (True, False)]

        assert versions[0] != versions[1]

    def test_a_known_version_is_not_sent_again(self, reader: Program) -> None:
        etag = reader.ask("GET", JAINA).headers["ETag"]

        again = reader.ask("GET", JAINA, headers={"If-None-Match": etag})

        assert (etag[:3], again.status_code, again.data) == ('W/"', 304, b"")

    @pytest.mark.parametrize("path", ["eu/argent-dawn/Arthas", "eu/argent-dawn/Nobody"])
    def test_whom_the_token_does_not_see_is_nobody(self, reader: Program, path: str) -> None:
        answer = reader.ask("GET", f"/api/v1/characters/{path}")

        assert (answer.status_code, (answer.json or {})["detail"]) == (404, NOBODY)

    @pytest.mark.parametrize(
        ("path", "field"), [("xx/a/b", "region"), ("eu/%00/b", "realm"), ("eu/a/%00", "name")]
    )
    def test_what_no_address_can_have_is_named(self, reader: Program, path: str, field: str) -> None:
        answer = reader.ask("GET", f"/api/v1/characters/{path}")

        assert answer.status_code == 404
        assert [flaw["field"] for flaw in (answer.json or {})["errors"]] == [field]

    def test_a_character_without_a_card_says_why(self, app: Flask, town: Town) -> None:
        reader = program(app, guild_id=town.guild_id)

        found = reader.ask("GET", JAINA).json or {}

        assert (found["data"]["card"], found["certainty"]) == (None, None)
        assert found["why"]["sentence"]


class TestFormerNames:
    """A name that nobody bears now leads on, as far as the token sees."""

    @pytest.mark.parametrize("part", ["", "/sections/gear", "/history"])
    def test_a_former_name_leads_to_its_character(
        self, app_on: Flask, here: Town, reader: Program, part: str
    ) -> None:
        was_called(app_on, here.jaina_id, "Daelin")

        found = reader.ask("GET", f"{DAELIN.lower()}{part}")

        assert (found.status_code, found.json) == (200, reader.ask("GET", JAINA + part).json)

    def test_who_is_called_so_now_comes_first(self, app_on: Flask, here: Town, reader: Program) -> None:
        was_called(app_on, here.jaina_id, "Daelin")
        with app_on.app_context():
            add_member(here.guild_id, "Daelin")

        assert (reader.ask("GET", DAELIN).json or {})["data"]["characterName"] == "Daelin"

    def test_a_name_that_only_folds_alike_leads_nowhere(
        self, app_on: Flask, here: Town, reader: Program
    ) -> None:
        was_called(app_on, here.jaina_id, "Straße")

        found = [reader.ask("GET", f"{BELOW}/{name}").status_code for name in ("STRAßE", "Strasse")]

        assert found == [200, 404]

    def test_of_whom_a_token_does_not_see_it_tells_nothing(self, app_on: Flask, here: Town) -> None:
        was_called(app_on, here.jaina_id, "Daelin")
        stranger = program(app_on, guild_id=here.other_guild_id)

        answers = [stranger.ask("GET", path) for path in (DAELIN, f"{BELOW}/Nobody")]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert [(answer.json or {})["detail"] for answer in answers] == [NOBODY, NOBODY]

    def test_whether_a_stranger_bears_it_now_shows_nowhere(
        self, app_on: Flask, here: Town, reader: Program
    ) -> None:
        was_called(app_on, here.jaina_id, "Daelin")
        before = reader.ask("GET", DAELIN).headers["ETag"]
        with app_on.app_context():
            add_member(here.other_guild_id, "Daelin")

        assert reader.ask("GET", DAELIN).headers["ETag"] == before

    def test_who_left_is_followed_no_more(self, app_on: Flask, here: Town, reader: Program) -> None:
        was_called(app_on, here.jaina_id, "Daelin")

        leave(app_on, here.jaina_id)

        assert reader.ask("GET", DAELIN).status_code == 404


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
        "query",
        [
            "limit=0",
            "limit=201",
            "limit=x",
            "limit=%D9%A1",
            "limit=+1",
            "before=0",
            "before=9999999999",
            "a=1",
        ],
    )
    def test_what_does_not_fit_is_named(self, reader: Program, query: str) -> None:
        answer = reader.ask("GET", f"{JAINA}/history?{query}")

        assert answer.status_code == 422
        assert (answer.json or {})["errors"][0]["field"] == query.partition("=")[0]
