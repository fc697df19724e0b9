"""What a card's page reads, and how often."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.characters.rows import CARD, raider
from webapp.extensions import db

MOST_STATEMENTS = 3


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Note every statement that the database is sent."""
    noted: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(*said: object) -> None:
        if str(said[2]) != "BEGIN":  # how SQLite is told that a transaction starts
            noted.append(str(said[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield noted
    event.remove(engine, "before_cursor_execute", note)


class TestPage:
    def test_a_cold_page_asks_the_database_three_times(self, app: Flask, client: FlaskClient) -> None:
        raider(app)

        with counted(app) as noted:
            answer = client.get(CARD)

        assert answer.status_code == 200
        assert 0 < len(noted) <= MOST_STATEMENTS, "\n".join(noted)

    def test_so_do_its_live_parts(self, app: Flask, client: FlaskClient) -> None:
        raider(app)

        for part in ("_strip", "_card"):
            with counted(app) as noted:
                client.get(f"{CARD}/{part}")

            assert 0 < len(noted) <= MOST_STATEMENTS, "\n".join(noted)
