"""Who does not sign in for a month goes, and what a player alone may say goes with them."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update

from tests.support.roll import add_guild, add_member, officers_say, said_of
from tests.support.signed_in import enlisted, own
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, Guild, User
from webapp.sync.upkeep.expired import drop_people
from webapp.words import MainSetBy


def test_their_mains_are_officers_to_say_again_and_their_guild_is_the_next_one_s(app_on: Flask) -> None:
    border = clock.now() - timedelta(days=30)
    with app_on.app_context():
        guild_id = add_guild()
    player = enlisted(app_on, guild_id, "Thrall", rank=0)
    with app_on.app_context():
        ids = [add_member(guild_id, name) for name in ("Alt", "Officers", "Uther")]
    own(app_on, player, ids[0])
    with app_on.app_context(), transaction() as session:
        thrall = session.scalars(select(Character).where(Character.name == "Thrall")).one()
        thrall.main_set_by, main_id = MainSetBy.PLAYER, thrall.id
        alt = session.get_one(Character, ids[0])
        alt.main_id, alt.main_set_by = main_id, MainSetBy.PLAYER
        guild = session.get_one(Guild, guild_id)
        guild.leader_id, before = player.user_id, (guild.data_version, guild.permission_version)
        session.execute(update(User).values(last_login_at=border - timedelta(days=1)))

    with app_on.app_context():
        officers_say(ids[1], main_id=main_id)
        with transaction() as session:
            assert drop_people(session, border) == 1
        with transaction() as session:
            assert drop_people(session, border) == 0

        found = {one.name: one for one in db.session.scalars(select(Character))}
        assert [(one.main_id, one.main_set_by) for one in found.values()] == [(None, None)] * 4
        assert said_of(ids[1]).main_id == main_id
        assert [(one.user_id, one.claimed_at) for one in found.values()] == [(None, None)] * 4
        guild = db.session.scalars(select(Guild)).one()
        assert guild.leader_id is None
        assert (guild.data_version, guild.permission_version) == (before[0] + 1, before[1] + 1)
