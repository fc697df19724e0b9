"""Whose card a name finds, on both databases: exact, then confirmed last, then who was called so before."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.api import past
from tests.api.conftest import CACHE, JAINA, Program, Town, populate, program
from tests.api.past import was_called
from tests.support.roll import NOON, add_member
from webapp.cards.stored import DETACHED
from webapp.database import transaction
from webapp.freshness.retention import KEPT_FOR, MARGIN
from webapp.lib import clock
from webapp.models import Character, CharacterEnrichmentCache

Card = CharacterEnrichmentCache
OF_JAINA = "/api/v1/characters/eu/argent-dawn/Jaina"


@pytest.fixture
def here(app_on: Flask) -> Town:
    """Give Jaina with two cards and a past, on each database in turn."""
    town = populate(app_on)
    past.build(app_on, town)
    return town


@pytest.fixture
def reader(app_on: Flask, here: Town) -> Program:
    """Give a program that may see everybody."""
    del here
    return program(app_on)


def change(app: Flask, model: Any, character_id: int, **values: Any) -> None:
    """Write to a character's row, or to its cards."""
    whose = model.id if model is Character else model.character_id
    with app.app_context(), transaction() as session:
        session.execute(update(model).where(whose == character_id).values(**values))


class TestFormerNames:
    def test_a_former_name_leads_to_its_character(self, app_on: Flask, here: Town, reader: Program) -> None:
        was_called(app_on, here.jaina_id, "Daelin")

        found = reader.get({**JAINA, "characterName": "daelin"})
        seasons = reader.get({**JAINA, "characterName": "Daelin", "allSeasons": "true"})

        assert (found.json or {})["characterName"] == "Jaina"
        assert len((seasons.json or {})["entries"]) == 2

    def test_who_is_called_so_now_comes_first(self, app_on: Flask, here: Town, reader: Program) -> None:
        was_called(app_on, here.jaina_id, "Thrall")
        reader.give(**{**JAINA, "characterName": "Thrall"}, playerCard={"of": "Thrall"})

        found = reader.get({**JAINA, "characterName": "Thrall"})

        assert (found.json or {})["playerCard"] == {"of": "Thrall"}

    def test_of_several_who_had_it_the_last_is_meant(
        self, app_on: Flask, here: Town, reader: Program
    ) -> None:
        with app_on.app_context():
            other_id = add_member(here.guild_id, "Anduin")
        for character_id, year in ((other_id, 2025), (here.jaina_id, 2026)):
            was_called(app_on, character_id, "Daelin", until=NOON.replace(year=year))

        found = reader.get({**JAINA, "characterName": "Daelin"})

        assert (found.json or {})["characterName"] == "Jaina"

    def test_a_guilds_token_follows_only_its_own(self, app_on: Flask, here: Town) -> None:
        was_called(app_on, here.jaina_id, "Daelin")
        asked = {**JAINA, "characterName": "Daelin"}

        own = program(app_on, guild_id=here.guild_id).get(asked)
        other = program(app_on, guild_id=here.other_guild_id).get(asked)

        assert (own.status_code, other.status_code) == (200, 404)


class TestRetention:
    @pytest.mark.parametrize(("spare", "status"), [(timedelta(hours=1), 200), (-timedelta(hours=1), 404)])
    def test_a_profile_is_hidden_when_pages_hide_it(
        self, app_on: Flask, here: Town, reader: Program, spare: timedelta, status: int
    ) -> None:
        confirmed = clock.now() - (KEPT_FOR - MARGIN) + spare
        change(app_on, Character, here.jaina_id, verified_at=confirmed)
        was_called(app_on, here.jaina_id, "Daelin")

        answers = [
            reader.get(JAINA),
            reader.get({**JAINA, "characterName": "Daelin"}),
            *(reader.ask("GET", f"{OF_JAINA}{part}") for part in ("", "/sections/gear", "/history")),
            reader.ask("GET", OF_JAINA.replace("Jaina", "Daelin")),
        ]

        assert [one.status_code for one in answers] == [status] * 6

    def test_all_seasons_of_a_hidden_profile_are_none(
        self, app_on: Flask, here: Town, reader: Program
    ) -> None:
        change(app_on, Character, here.jaina_id, verified_at=clock.now() - KEPT_FOR)

        assert reader.get({**JAINA, "allSeasons": "true"}).json == {"entries": []}

    @pytest.mark.parametrize(("spare", "status"), [(timedelta(hours=1), 200), (-timedelta(hours=1), 404)])
    def test_a_given_card_is_hidden_unless_it_was_given_again(
        self, app_on: Flask, reader: Program, spare: timedelta, status: int
    ) -> None:
        nobody = {**JAINA, "characterName": "Nobody"}
        reader.give(**nobody)
        given = clock.now() - (KEPT_FOR - MARGIN) + spare
        with app_on.app_context(), transaction() as session:
            session.execute(update(Card).where(Card.character_id.is_(None)).values(updated_at=given))

        before = reader.get(nobody)
        reader.give(**nobody)

        assert [before.status_code, reader.get(nobody).status_code] == [status, 200]


class TestDetachedRows:
    def test_they_are_shown_to_nobody(self, app_on: Flask, here: Town, reader: Program) -> None:
        name = f"{DETACHED}{here.jaina_id}"
        change(app_on, Card, here.jaina_id, character_name=name)

        assert reader.get(JAINA).status_code == 404

    def test_their_names_are_refused(self, reader: Program) -> None:
        refused = reader.ask("GET", CACHE, query_string={**JAINA, "characterName": f"{DETACHED}1"})

        assert refused.status_code == 422
        assert (refused.json or {})["errors"][0]["field"] == "characterName"


class TestTheSameNameTwice:
    def test_the_exact_spelling_wins_and_then_who_was_confirmed_last(
        self, app_on: Flask, here: Town, reader: Program
    ) -> None:
        change(app_on, Character, here.jaina_id, verified_at=clock.now())
        reader.give(**{**JAINA, "characterName": "JAINA", "realm": "elsewhere"}, playerCard={})

        named = [
            (reader.get({**JAINA, "characterName": name}).json or {})["characterName"]
            for name in ("Jaina", "JAINA")
        ]

        assert named == ["Jaina", "Jaina"]
