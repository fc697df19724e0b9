"""What guilds were told goes 30 days later, with the copies of it."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from tests.support.roll import NOON, add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import GuildNotice, Notification, User
from webapp.sync.upkeep.told import drop_notices


def test_old_notices_go_with_their_copies_and_others_stay(app_on: Flask) -> None:
    with app_on.app_context():
        guild_id = add_guild()
        with transaction() as session:
            session.add(User(bnet_id=1, battletag="Thrall#1"))
            for key, at in (("old", NOON - timedelta(days=31)), ("new", NOON)):
                notice = GuildNotice(guild_id=guild_id, kind="x", cause_key=key, facts={}, at=at)
                session.add(notice)
                session.flush()
                session.add(Notification(user_id=1, kind="x", facts={}, notice_id=notice.id))

        with transaction() as session:
            assert drop_notices(session, NOON - timedelta(days=30)) == 1

        assert db.session.scalars(select(GuildNotice.cause_key)).all() == ["new"]
        assert db.session.scalar(select(func.count()).select_from(Notification)) == 1
