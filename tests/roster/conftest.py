"""Pages need no outside world: the app is told of one that is not there."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.support.no_world import cast, settings
from tests.support.roll import PAGE, tracked
from tests.support.signed_in import browser_of, enlisted
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Character, Guild

__all__ = ["cast", "settings"]

TABLE = f"{PAGE}_table"


@pytest.fixture
def guild_id(app: Flask) -> int:
    guild_id = tracked(app, "Thrall", "Jaina")
    with app.app_context(), transaction() as session:
        session.execute(update(Guild).values(roster_succeeded_at=clock.now()))
    return guild_id


def member(app: Flask, guild_id: int, name: str, *, rank: int = 4) -> FlaskClient:
    return browser_of(app, enlisted(app, guild_id, name, rank=rank))


def rename(app: Flask, name: str, to: str, *, is_new_version: bool) -> None:
    with app.app_context(), transaction() as session:
        session.execute(update(Character).where(Character.name == name).values(name=to))
        if is_new_version:
            session.execute(update(Guild).values(data_version=Guild.data_version + 1))
