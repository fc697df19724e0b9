"""The database counts who came and went between two resets."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask

from tests.support.roll import add_guild, add_member, lantern_watch, officers_say
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.days import WEEK
from webapp.insights.membership import balance_of, comings, weeks_until
from webapp.insights.page import Comings
from webapp.lib import clock
from webapp.models import MemberEvent, SyncRun
from webapp.sync.runs import guild_scope
from webapp.words import EventKind, Role, RunKind, RunTrigger

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

    def test_who_asked_to_be_forgotten_went_and_a_removed_profile_did_not_yet(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            with transaction() as session:
                run = SyncRun(scope=guild_scope(guild_id), kind=RunKind.ROSTER, trigger=RunTrigger.SCHEDULE)
                run.started_at = run.lease_until = RESET
                session.add(run)
                session.flush()
                for run_id in (None, run.id):
                    event = {"guild_id": guild_id, "kind": EventKind.DELETED, "seen_at": RESET}
                    session.add(MemberEvent(**event, run_id=run_id))

            found = comings(db.session(), guild_id, weeks_until(RESET, RESET + WEEK / 2))

        assert found == {RESET.date(): Comings(went=1)}


class TestBalanceOf:
    def test_those_of_the_highest_level_count_by_the_role_that_officers_gave(self, app_on: Flask) -> None:
        with app_on.test_request_context():
            guild_id = add_guild()
            facts: dict[str, Any] = {"class_id": 1, "spec_id": 72, "role": Role.MELEE}
            thrall = add_member(guild_id, "Thrall", level=90, **facts)
            add_member(guild_id, "Jaina", level=90, **facts)
            add_member(guild_id, "Young", level=89, **facts)
            add_member(guild_id, "Gone", level=90, left_at=RESET, **facts)
            officers_say(thrall, role_override=Role.TANK)

            found = balance_of(db.session(), lantern_watch(), clock.now())

        assert found is not None
        assert (found.counted, found.level) == (2, 90)
        assert [(one.name, one.number) for one in found.roles] == [
            ("Tank", 1),
            ("Healer", 0),
            ("Melee", 1),
            ("Ranged", 0),
        ]
