"""The database counts who came and went between two resets."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from tests.support.roll import add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.days import WEEK
from webapp.insights.membership import comings, weeks_until
from webapp.insights.page import Comings
from webapp.models import MemberEvent
from webapp.words import EventKind

RESET = datetime(2026, 11, 18, 4, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class TestComings:
    def test_a_week_ends_with_the_second_before_the_reset(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id, other = add_guild(), add_guild("Frostwolf")
            told = [
                (guild_id, EventKind.JOINED, RESET),
                (guild_id, EventKind.RETURNED, RESET + SECOND),
                (guild_id, EventKind.LEFT, RESET - SECOND),
                (guild_id, EventKind.RANK_CHANGED, RESET),
                (other, EventKind.JOINED, RESET),
                (guild_id, EventKind.LEFT, RESET - 40 * WEEK),
            ]
            with transaction() as session:
                session.add_all(MemberEvent(guild_id=one, kind=kind, seen_at=at) for one, kind, at in told)

            found = comings(db.session(), guild_id, weeks_until(RESET, RESET + WEEK / 2))

        assert found == {RESET.date(): Comings(came=2), (RESET - WEEK).date(): Comings(went=1)}
