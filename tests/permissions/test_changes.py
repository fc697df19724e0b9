"""A change asks for the right again within its transaction, after whoever was faster."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.roll import add_guild, add_member
from tests.support.signed_in import operator, own, signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import AuditEntry, Guild, GuildMember, User
from webapp.models.upsert import lock_guilds
from webapp.permissions.audit import Action
from webapp.permissions.changes import Moved, RightLost, begin_change
from webapp.permissions.policy import Tool


def led_guild(app: Flask) -> tuple[int, int]:
    """Insert a guild whose master has signed in; return the guild's id and the master's."""
    with app.app_context():
        guild_id = add_guild(permission_version=7)
        character_id = add_member(guild_id, "Thrall", rank=0)
    thrall = signed_in(app, battletag="Thrall#1")
    own(app, thrall, character_id)
    return guild_id, thrall.user_id


class TestBeginChange:
    def test_it_gives_who_has_the_right_the_rules_as_they_are(self, app: Flask) -> None:
        guild_id, thrall = led_guild(app)

        with app.app_context(), transaction() as session:
            change = begin_change(session, guild_id, thrall, clock.now(), tool=Tool.SETTINGS, version=7)

            assert change.standing.rank == 0
            assert change.rules.of(Tool.SETTINGS).min_rank == 0

    def test_another_version_is_refused(self, app: Flask) -> None:
        guild_id, thrall = led_guild(app)

        with app.app_context(), pytest.raises(Moved), transaction() as session:
            begin_change(session, guild_id, thrall, clock.now(), tool=Tool.SETTINGS, version=6)

    def test_a_guild_that_is_gone_gives_no_rights(self, app: Flask) -> None:
        _, thrall = led_guild(app)

        with app.app_context(), pytest.raises(RightLost) as caught, transaction() as session:
            begin_change(session, 99, thrall, clock.now(), tool=Tool.SETTINGS)

        assert caught.value.access.tools == frozenset()

    def test_a_demotion_that_was_faster_is_seen(self, app_on: Flask) -> None:
        guild_id, thrall = led_guild(app_on)
        locked, told = threading.Event(), []

        def change() -> None:
            locked.wait(5)
            with app_on.app_context(), transaction() as session:
                try:
                    begin_change(session, guild_id, thrall, clock.now(), tool=Tool.SETTINGS)
                    told.append("allowed")
                except RightLost:
                    told.append("refused")

        changing = threading.Thread(target=change)
        changing.start()
        with app_on.app_context(), transaction() as session:
            lock_guilds(session, [guild_id])
            locked.set()
            changing.join(0.3)  # it waits for us
            assert told == []
            session.execute(update(GuildMember).values(rank=4))
        changing.join(10)

        assert told == ["refused"]

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_who_takes_the_server_from_its_operator_waits_for_the_change(self, app_on: Flask) -> None:
        guild_id, _ = led_guild(app_on)
        khadgar = operator(app_on).user_id
        row = select(User.bnet_id).where(User.bnet_id == khadgar)
        row_if_free = row.with_for_update(key_share=True, skip_locked=True)

        with app_on.app_context(), db.engine.connect() as another:
            with transaction() as session:
                begin_change(session, guild_id, khadgar, clock.now(), tool=Tool.SETTINGS)
                assert another.scalar(row_if_free) is None
            assert another.scalar(row_if_free) == khadgar


class TestRecord:
    def test_many_records_count_once(self, app: Flask) -> None:
        guild_id, thrall = led_guild(app)

        with app.app_context(), transaction() as session:
            change = begin_change(session, guild_id, thrall, clock.now(), tool=Tool.SETTINGS)
            for rank in "12":
                change.record(Action.RANK_NAME, subject=rank, before=None, after="Seer")

        with app.app_context(), transaction() as session:
            assert session.get_one(Guild, guild_id).permission_version == 8
            subjects = session.scalars(select(AuditEntry.subject).order_by(AuditEntry.id)).all()
            assert subjects == ["1", "2"]
