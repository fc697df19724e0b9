"""What a guild wants, as it is stored."""

from flask import Flask

from tests.support.roll import add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.insights.target import Target
from webapp.insights.target_reading import read_stored
from webapp.models import RaidTarget


def test_each_guild_has_its_own_and_another_none(app: Flask) -> None:
    with app.app_context():
        guilds = [add_guild(name) for name in ("Lantern Watch", "Vigil")]
        with transaction() as session:
            session.add(RaidTarget(guild_id=guilds[0], wanted={"role_tank": 3}))

        found = [read_stored(db.session(), one) for one in guilds]

    assert found == [Target({"role_tank": 3}), Target()]
