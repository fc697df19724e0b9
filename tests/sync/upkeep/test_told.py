"""What guilds were told goes 30 days later, with the copies of it."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from tests.support.roll import NOON, add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Delivery, GuildNotice, Notification, NotificationChannel, User
from webapp.sync.upkeep.sweeper import sweep


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

        assert sweep(NOON).notices == 1

        assert db.session.scalars(select(GuildNotice.cause_key)).all() == ["new"]
        assert db.session.scalar(select(func.count()).select_from(Notification)) == 1


def test_old_tests_of_a_channel_go_and_what_belongs_to_a_notice_goes_with_that(app_on: Flask) -> None:
    with app_on.app_context():
        guild_id = add_guild()
        with transaction() as session:
            kept = {"sealed": "x", "shown": "x", "kinds": [], "is_on": True}
            channel = NotificationChannel(guild_id=guild_id, medium="discord", **kept)
            notice = GuildNotice(guild_id=guild_id, kind="x", cause_key="x", facts={}, at=NOON)
            session.add_all([channel, notice])
            session.flush()
            for at, notice_id in ((NOON, None), (NOON - timedelta(days=31), None), (NOON, notice.id)):
                row = {"state": "sent", "due_at": at, "created_at": at}
                session.add(Delivery(channel_id=channel.id, notice_id=notice_id, **row))

        assert sweep(NOON).notices == 1

        assert db.session.scalar(select(func.count()).select_from(Delivery)) == 2
