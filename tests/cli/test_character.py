"""flask character …: print a card, refresh it."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from simulator import Simulator
from tests.cli.conftest import Run
from webapp.characters.printed import STALE
from webapp.cli.character import FORGOTTEN
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, ForgottenCharacter
from webapp.models.forgotten import address_hash


@pytest.fixture
def place(app: Flask, synced: str) -> str:
    """Give the place of a member of highest level."""
    assert synced
    with app.app_context():
        query = select(Character).where(Character.level == 90, Character.outcome == "ok")
        one = db.session.scalars(query.order_by(Character.id)).first()
        assert one is not None
        return f"{one.region}/{one.realm}/{one.name}"


class TestShow:
    def test_a_member_has_a_readable_card(self, run: Run, place: str) -> None:
        run("character", "refresh", place, "--now")

        result = run("character", "show", place)

        assert result.exit_code == 0
        assert all(word in result.output for word in ("Item level", "Great Vault", "Gear", "How old is what"))
        assert STALE not in result.output

    def test_as_json_it_is_the_stored_document(self, run: Run, place: str) -> None:
        run("character", "refresh", place, "--now")

        card = json.loads(run("character", "show", place, "--json").output)

        assert (card["schemaVersion"], card["region"]) == (1, "EU")

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [("eu/argent-dawn/Nobody", "flask character refresh"), ("xx/a/b", "'xx' is no region")],
    )
    def test_who_is_not_kept_is_refused_with_the_way_on(self, run: Run, wrong: str, said: str) -> None:
        result = run("character", "show", wrong)

        assert result.exit_code == 2
        assert said in result.output

    def test_who_asked_to_be_forgotten_is_not_said_to_come_by_a_look(self, run: Run, app: Flask) -> None:
        with app.app_context(), transaction() as session:
            mark = address_hash("eu", "argent-dawn", "Jaina")
            session.add(ForgottenCharacter(region="eu", bnet_character_id=7, address_hash=mark))

        result = run("character", "show", "eu/argent-dawn/Jaina")

        assert (result.exit_code, FORGOTTEN in result.output) == (2, True)
        assert "refresh" not in result.output


class TestRefresh:
    def test_now_looks_in_this_process_and_says_what_came_of_it(self, run: Run, place: str) -> None:
        result = run("character", "refresh", place, "--now")

        assert result.exit_code == 0, result.output
        assert "Checked 0 s ago" in result.output or "Checked 1 s ago" in result.output

    def test_a_character_that_blizzard_does_not_know_is_said_to_be_unknown(
        self, run: Run, simulator: Simulator
    ) -> None:
        assert simulator.url

        result = run("character", "refresh", "eu/argent-dawn/Nobodyatall", "--now")

        assert result.exit_code == 2
        assert "Blizzard has no" in result.output
        assert "Check the spelling and the realm." in result.output
        assert "- The name is spelled another way: accents count." in result.output

    def test_a_name_that_cannot_be_is_refused(self, run: Run) -> None:
        result = run("character", "refresh", "eu/argent-dawn/x1", "--now")

        assert (result.exit_code, "2 to 12 letters" in result.output) == (2, True)
