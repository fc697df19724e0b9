"""The database counts runs by seven days, guild and spec; what was seen too late is left out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.roll import NOON, add_guild, add_member
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.days import WEEK
from webapp.insights.trends.actions import count_trends
from webapp.insights.trends.page import EVERYBODY
from webapp.models import Character, GuildMember, MetaTrend, MythicRun, User

NOW = NOON + timedelta(days=3)
SECOND = timedelta(seconds=1)
Row = tuple[int, int, int, int, int, int]


@pytest.fixture
def guild_id(app_on: Flask) -> int:
    """Give a guild of each kind of database in turn, with members since long ago."""
    with app_on.app_context():
        return add_guild()


def player(guild_id: int, name: str, spec_id: int | None = 72, *, since: datetime | None = None) -> int:
    character_id = add_member(guild_id, name, class_id=1, spec_id=spec_id, verified_at=NOW)
    with transaction() as session:
        mine = GuildMember.character_id == character_id
        session.execute(update(GuildMember).where(mine).values(joined_at=since or NOW - 20 * WEEK))
    return character_id


def ran(
    character_id: int, *moments: datetime, seen_at: datetime | None = None, is_timed: bool = True
) -> None:
    with transaction() as session:
        for at in moments:
            seen = seen_at or at + timedelta(hours=1)
            facts = {"dungeon_id": 1, "level": 10, "is_timed": is_timed, "created_at": seen}
            session.add(MythicRun(character_id=character_id, completed_at=at, **facts))


def counted(scope: int) -> Sequence[Row]:
    count_trends(NOW)
    db.session.rollback()
    one = MetaTrend
    query = select(one.weeks_back, one.class_id, one.spec_id, one.people, one.runs, one.timed)
    rows = db.session.execute(query.where(one.scope == scope).order_by(one.weeks_back, one.spec_id))
    return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows]


class TestCountTrends:
    def test_seven_days_end_with_the_count_and_begin_with_their_first_second(
        self, app_on: Flask, guild_id: int
    ) -> None:
        with app_on.app_context():
            thrall = player(guild_id, "Thrall")
            ran(thrall, NOW, NOW - WEEK, NOW - 5 * WEEK, NOW - 5 * WEEK - SECOND)
            ran(thrall, NOW - WEEK - SECOND, is_timed=False)

            assert counted(guild_id) == [
                (0, 1, 72, 1, 1, 1),
                (1, 1, 72, 1, 1, 0),
                (4, 1, 72, 1, 1, 1),
            ]

    def test_people_count_once_by_spec_and_runs_each(self, app_on: Flask, guild_id: int) -> None:
        with app_on.app_context():
            ran(player(guild_id, "Thrall"), NOW - WEEK, NOW - 2 * SECOND)
            ran(player(guild_id, "Jaina"), NOW - SECOND)
            ran(player(guild_id, "Unread", None), NOW - SECOND)

            assert counted(guild_id) == [(0, 1, 0, 1, 1, 1), (0, 1, 72, 2, 3, 3)]

    def test_what_was_seen_a_week_too_late_is_not_counted(self, app_on: Flask, guild_id: int) -> None:
        with app_on.app_context():
            thrall = player(guild_id, "Thrall")
            ran(thrall, NOW - 2 * WEEK, seen_at=NOW - SECOND)
            ran(thrall, NOW - 3 * WEEK, seen_at=NOW - WEEK)

            assert counted(guild_id) == [(1, 1, 72, 1, 1, 1)]

    def test_a_guild_counts_who_was_a_member_at_the_end_and_everybody_is_counted_once(
        self, app_on: Flask, guild_id: int
    ) -> None:
        with app_on.app_context():
            thrall, late = player(guild_id, "Thrall"), player(guild_id, "Late", since=NOW - WEEK + SECOND)
            other = add_guild("Frostwolf")
            ran(player(other, "Elsewhere"), NOW - SECOND)
            ran(late, NOW - WEEK - SECOND)
            ran(thrall, NOW - SECOND, NOW - WEEK - SECOND)

            assert counted(guild_id) == [(0, 1, 72, 1, 1, 1), (1, 1, 72, 1, 1, 1)]
            assert counted(EVERYBODY) == [(0, 1, 72, 2, 2, 2), (1, 1, 72, 2, 2, 2)]

    def test_who_wants_to_be_on_no_board_or_is_not_confirmed_is_not_counted(
        self, app_on: Flask, guild_id: int
    ) -> None:
        with app_on.app_context():
            hidden, old = player(guild_id, "Hidden"), player(guild_id, "Old")
            ran(hidden, NOW - SECOND)
            ran(old, NOW - SECOND)
            with transaction() as session:
                session.add(User(bnet_id=7, battletag="Hidden#1", is_unlisted=True))
                session.flush()
                session.execute(update(Character).where(Character.id == hidden).values(user_id=7))
                gone = {"verified_at": NOW - timedelta(days=30)}
                session.execute(update(Character).where(Character.id == old).values(gone))

            assert (counted(guild_id), counted(EVERYBODY)) == ([], [])

    def test_a_count_takes_the_place_of_the_one_before(self, app_on: Flask, guild_id: int) -> None:
        with app_on.app_context():
            ran(player(guild_id, "Thrall"), NOW - SECOND)

            assert counted(guild_id) == counted(guild_id)
