"""Times as text, the same from either database."""

from datetime import UTC, datetime, timedelta, timezone

from flask import Flask
from sqlalchemy import select

from tests.support.roll import add_guild, add_member
from webapp.extensions import db
from webapp.models import Character
from webapp.roster.minutes import moment_of, utc_minute


class TestUtcMinute:
    def test_a_moment_of_any_zone_is_told_in_utc_to_the_minute(self, app_on: Flask) -> None:
        moment = datetime(2026, 3, 29, 1, 30, 59, 999_999, tzinfo=timezone(timedelta(hours=2)))
        with app_on.app_context():
            add_member(add_guild(), "Thrall", last_login_at=moment, last_synced_at=None)

            row = db.session.execute(
                select(utc_minute(Character.last_login_at), utc_minute(Character.last_synced_at))
            ).one()

        assert row == ("2026-03-28 23:30", None)


class TestMomentOf:
    def test_the_text_is_read_back(self) -> None:
        assert moment_of("2026-03-28 23:30") == datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
        assert moment_of(None) is None
