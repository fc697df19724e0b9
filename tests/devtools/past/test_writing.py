"""The made-up past is written once, into a guild that has none, and nobody is told of it as news."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from devtools.past.writing import write_past
from tests.support.roll import PAGE, add_guild, add_member
from tests.support.signed_in import browser_of, operator
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import CharacterSnapshot, Guild, MemberEvent
from webapp.notifications.actions import tell_events
from webapp.words import EventKind

WEEK = timedelta(weeks=1)


@pytest.fixture
def place(app_on: Flask) -> tuple[str, str, str]:
    """Give a guild of thirty that was added just now."""
    with app_on.app_context():
        guild_id = add_guild()
        for number in range(30):
            facts: dict[str, Any] = {
                "equipped_item_level": 300 + number,
                "mythic_rating": 2000.0,
                "verified_at": clock.now(),
            }
            add_member(guild_id, f"Member{number}", rank=number % 7, bnet_character_id=1000 + number, **facts)
        with transaction() as session:
            now = clock.now()
            session.execute(update(Guild).values(created_at=now, roster_succeeded_at=now, last_synced_at=now))
            guild = session.scalars(select(Guild)).one()
            return guild.region, guild.realm, guild.name_key


class TestWritePast:
    def test_pages_have_a_history_and_nobody_is_told_of_it(
        self, app_on: Flask, place: tuple[str, str, str]
    ) -> None:
        now = clock.now()
        with app_on.app_context():
            written = write_past(place, now)
            told = tell_events(now)
            left = select(func.count()).select_from(MemberEvent).where(MemberEvent.kind == EventKind.LEFT)
            leavers = db.session.scalar(left)
        browser = browser_of(app_on, operator(app_on))
        insights, activity, past = (
            browser.get(f"{PAGE}{page}").text
            for page in ("insights/", "activity/", f"?at={(now - 8 * WEEK).date()}")
        )

        assert written > 500
        assert leavers
        assert told == 0
        assert "<polyline" in insights or "<path" in insights
        assert "promoted" in activity
        assert "inferred: between" in activity
        assert "Member1" in past

    def test_it_is_written_once(self, app_on: Flask, place: tuple[str, str, str]) -> None:
        with app_on.app_context():
            write_past(place, clock.now())
            rows = db.session.scalar(select(func.count()).select_from(CharacterSnapshot))

            assert write_past(place, clock.now()) == 0
            assert db.session.scalar(select(func.count()).select_from(CharacterSnapshot)) == rows

    def test_a_guild_that_has_lived_keeps_its_own_past(
        self, app_on: Flask, place: tuple[str, str, str]
    ) -> None:
        with app_on.app_context():
            with transaction() as session:
                session.execute(update(Guild).values(created_at=clock.now() - 2 * WEEK))

            assert write_past(place, clock.now()) == 0
            assert db.session.scalar(select(func.count()).select_from(MemberEvent)) == 0

    def test_a_guild_that_is_not_there_has_none(self, app_on: Flask) -> None:
        with app_on.app_context():
            assert write_past(("eu", "argent-dawn", "nobody"), clock.now()) == 0
