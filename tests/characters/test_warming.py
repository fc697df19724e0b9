"""The cards that people look at most are there before they come."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from tests.characters.rows import CARD, raider
from webapp.caching.api import tiers
from webapp.caching.jobs import warm_cache
from webapp.caching.warming import LEAST_LOOKS
from webapp.characters.warming import ask_again
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character

FRAGMENT = f"{CARD}/_card"


@pytest.fixture
def character_id(app: Flask) -> int:
    return raider(app)


class TestWarming:
    def test_the_next_reader_after_a_look_is_answered_from_what_is_kept(
        self, app: Flask, client: FlaskClient, character_id: int
    ) -> None:
        for _ in range(LEAST_LOOKS):
            client.get(FRAGMENT)
        with app.app_context():
            own = tiers()
            own.counters.push(own.redis.client, clock.now())
            with transaction() as session:
                session.execute(update(Character).where(Character.id == character_id).values(level=77))
        asked: list[str] = []
        with app.app_context():
            warm_cache()
            tiers().memory.delete_prefix("")  # the worker is another process
            event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

        assert client.get(FRAGMENT).status_code == 200
        assert [statement for statement in asked if "FROM section_states" in statement] == []


class TestAskAgain:
    def test_of_whom_nobody_knows_any_more_there_is_nothing(self, app: Flask, character_id: int) -> None:
        with app.app_context():
            assert ask_again(f'[{character_id}, ["roster"]]', clock.now()) is not None
            assert ask_again(f'[{character_id + 1}, ["roster"]]', clock.now()) is None
            assert ask_again("nonsense", clock.now()) is None
