"""What a person may start or stop."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON, tracked
from webapp.extensions import db
from webapp.models import SyncRun
from webapp.permissions.changes import NotThere
from webapp.roster.actions import cancel_run, wish_refresh


class TestWishRefresh:
    def test_a_wish_is_a_row_before_it_is_a_bell(self, app: Flask) -> None:
        guild_id = tracked(app, "Thrall")
        with app.app_context():
            wish_refresh(guild_id, now=NOON)

            assert db.session.scalars(select(SyncRun.scope)).all() == [f"guild:{guild_id}"]


class TestCancelRun:
    def test_only_a_run_of_this_guild_can_be_stopped(self, app: Flask) -> None:
        guild_id = tracked(app, "Thrall")
        with app.app_context():
            wish_refresh(guild_id, now=NOON)
            run_id = db.session.scalars(select(SyncRun.id)).one()

            with pytest.raises(NotThere):
                cancel_run(guild_id + 1, run_id, now=NOON)
            cancel_run(guild_id, run_id, now=NOON)

            assert db.session.get_one(SyncRun, run_id).cancel_requested_at == NOON
