"""What may be shown ends half a day before the thirtieth."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.roll import NOON, add_guild, add_member
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.retention import is_shown, member_is_shown, shown_since
from webapp.models import Character, GuildMember

DAY = timedelta(days=1)


class TestIsShown:
    @pytest.mark.parametrize(("age", "shown"), [(29 * DAY, True), (29.5 * DAY, True), (29.6 * DAY, False)])
    def test_it_depends_on_when_it_was_confirmed(self, age: timedelta, *, shown: bool) -> None:
        assert is_shown(NOON - age, NOON) is shown

    def test_what_was_never_read_has_nothing_to_hide(self) -> None:
        assert is_shown(None, NOON)


class TestShownSince:
    def test_the_sweeper_has_two_rounds_before_the_last_moment(self) -> None:
        assert NOON - shown_since(NOON) + 2 * timedelta(hours=6) <= 30 * DAY


class TestMemberIsShown:
    def test_a_roster_has_confirmed_the_member_lately_and_nothing_of_the_profile_is_old(
        self, app_on: Flask
    ) -> None:
        old = NOON - 29.6 * DAY
        with app_on.app_context():
            guild_id = add_guild()
            for name, listed, verified in (
                ("Thrall", NOON, NOON),
                ("Jaina", NOON, None),
                ("Arthas", old, NOON),
                ("Vereesa", NOON, old),
            ):
                of = GuildMember.character_id == add_member(guild_id, name, verified_at=verified)
                with transaction() as session:
                    session.execute(update(GuildMember).where(of).values(last_seen_at=listed))

            members = select(Character.name).join(GuildMember, GuildMember.character_id == Character.id)
            shown = db.session.scalars(members.where(member_is_shown(shown_since(NOON)))).all()

        assert sorted(shown) == ["Jaina", "Thrall"]
