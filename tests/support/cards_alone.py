"""Fixtures of tests with cards and no Battle.net, on both databases; a folder's conftest imports them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.cards.people import Cards
from webapp.config import Settings
from webapp.extensions import db


@pytest.fixture
def settings(sqlite_url: str, empty_redis_url: str) -> Settings:
    """Give settings without a Battle.net: cards are built from what is stored."""
    return Settings(database_url=sqlite_url, redis_url=empty_redis_url, log_level="WARNING")


@pytest.fixture
def cards(app_on: Flask) -> Iterator[Cards]:
    """Give an empty database of each kind in turn."""
    with app_on.app_context():
        yield Cards(app_on)
        db.session.rollback()


@pytest.fixture
def cards_here(app: Flask) -> Iterator[Cards]:
    """Give an empty SQLite database."""
    with app.app_context():
        yield Cards(app)
        db.session.rollback()
