"""What a person may start."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON, tracked
from tests.support.signed_in import enlisted, signed_in
from webapp.extensions import db
from webapp.models import SyncRun, SyncTarget
from webapp.permissions.changes import RightLost
from webapp.roster.actions import wish_refresh
from webapp.sync.removal import forget_guild


class TestWishRefresh:
    def test_a_wish_is_a_row_before_it_is_a_bell_and_says_whose_it_is(self, app: Flask) -> None:
        guild_id = tracked(app, "Thrall")
        member = enlisted(app, guild_id, "Jaina", rank=9)
        with app.app_context():
            wish_refresh(guild_id, member.user_id, now=NOON)

            run = db.session.scalars(select(SyncRun)).one()
            assert (run.scope, run.asked_by) == (f"guild:{guild_id}", member.user_id)

    def test_who_has_left_since_the_page_opened_asks_for_nothing(self, app: Flask) -> None:
        guild_id = tracked(app, "Thrall")
        former = signed_in(app)
        with app.app_context():
            with pytest.raises(RightLost):
                wish_refresh(guild_id, former.user_id, now=NOON)

            assert db.session.scalars(select(SyncRun)).all() == []
            assert not any(db.session.scalars(select(SyncTarget.wished_at)))

    def test_a_guild_that_was_removed_meanwhile_is_refused_in_words(self, app: Flask) -> None:
        guild_id = tracked(app, "Thrall")
        member = enlisted(app, guild_id, "Jaina", rank=9)
        with app.app_context():
            forget_guild(guild_id, now=NOON)

            with pytest.raises(RightLost):
                wish_refresh(guild_id, member.user_id, now=NOON)
