"""What people looked at, as other queries see it."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON, add_guild, add_member
from webapp.extensions import db
from webapp.freshness.page_views import LOOKED_AT, field_of, looked_at_since
from webapp.models import PageView

DAY = timedelta(days=1)


class TestLookedAtSince:
    def test_the_looks_of_the_days_since_then_are_added_up(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            thrall, jaina = (add_member(guild_id, name) for name in ("Thrall", "Jaina"))
            for who, moment, count in (
                (thrall, NOON, 2),
                (thrall, NOON - DAY, 3),
                (jaina, NOON - 9 * DAY, 9),
            ):
                db.session.add(PageView(character_id=who, day=moment.date(), count=count))
            db.session.commit()

            rows = db.session.execute(select(looked_at_since(NOON - LOOKED_AT))).all()

            assert rows == [(thrall, 5)]


class TestFieldOf:
    def test_a_look_belongs_to_its_day(self) -> None:
        assert field_of(7, NOON) == "7:2026-11-21"
