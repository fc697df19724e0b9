"""The list of guilds."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.deciding import decide
from tests.support.roll import NOON, PAGE, add_guild, add_member, add_realm
from tests.support.signed_in import Person, enlisted, own, signed_in
from webapp.database import transaction
from webapp.guilds.queries import Hitch, guild_list
from webapp.models import Character, CharacterList, PermissionException, SyncTarget
from webapp.permissions.viewer import Viewer
from webapp.words import Effect, TargetKind, Visibility

OPERATOR = Viewer(session_id="s", user_id=1, battletag="Khadgar#1", is_operator=True)
LATER = NOON + timedelta(hours=3)


class TestGuildList:
    def test_it_counts_who_is_in_the_guild_today(self, app_on: Flask) -> None:
        with app_on.app_context():
            add_realm("argent-dawn", "Argent Dawn")
            guild_id = add_guild()
            add_member(guild_id, "Thrall")
            add_member(guild_id, "Departed", left_at=NOON)

            entry = guild_list(OPERATOR, NOON).guilds[0]

        assert (entry.name, entry.realm_name, entry.members, entry.path) == (
            "Lantern Watch",
            "Argent Dawn",
            1,
            PAGE,
        )

    def test_an_archived_guild_is_left_out(self, app: Flask) -> None:
        with app.app_context():
            add_guild(archived_at=NOON)

            assert guild_list(OPERATOR, NOON).guilds == []

    def test_people_see_the_guilds_of_their_characters_and_those_that_opt_in(self, app_on: Flask) -> None:
        jaina = signed_in(app_on)
        with app_on.app_context():
            ids = [
                add_member(add_guild("Own"), "Jaina"),
                add_member(add_guild("Former"), "Alt", left_at=NOON),
            ]
            add_guild("Public", visibility=Visibility.PUBLIC)
        for character_id in ids:
            own(app_on, jaina, character_id)
        viewer = Viewer(session_id="s", user_id=jaina.user_id, battletag="Jaina#1")

        with app_on.app_context():
            seen = [[one.name for one in guild_list(who, NOON).guilds] for who in (viewer, None)]

        assert seen == [["Own", "Public"], ["Public"]]


class TestRoster:
    """A guild that somebody may not open is not in their list either."""

    @pytest.mark.parametrize(
        ("rule", "effect", "seen"),
        [
            ({"min_rank": 3}, None, []),
            ({"min_rank": 4}, None, ["Lantern Watch"]),
            ({"min_rank": 9, "is_on": False}, None, []),
            ({"min_rank": 3}, Effect.GRANT, ["Lantern Watch"]),
            ({"min_rank": 9}, Effect.DENY, []),
        ],
    )
    def test_a_member_sees_it_as_the_guild_decided(
        self, app_on: Flask, rule: dict[str, Any], effect: Effect | None, seen: list[str]
    ) -> None:
        with app_on.app_context():
            guild_id = add_guild()
        jaina = enlisted(app_on, guild_id, "Jaina", rank=4)
        decide(app_on, guild_id, "roster", **rule)
        if effect is not None:
            exception = PermissionException(guild_id=guild_id, user_id=jaina.user_id, tool_name="roster")
            exception.effect, exception.reason = effect, "of a test"
            with app_on.app_context(), transaction() as session:
                session.add(exception)
        viewer = Viewer(session_id="s", user_id=jaina.user_id, battletag="Jaina#1")

        with app_on.app_context():
            assert [one.name for one in guild_list(viewer, NOON).guilds] == seen
            assert [one.name for one in guild_list(OPERATOR, NOON).guilds] == ["Lantern Watch"]

    def test_a_public_guild_that_uses_no_roster_is_in_nobodys(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild(visibility=Visibility.PUBLIC)
        decide(app, guild_id, "roster", is_on=False)

        with app.app_context():
            assert guild_list(None, NOON).guilds == []


class TestNoGuild:
    """Whoever has signed in and sees no guild is told why."""

    def test_nothing_shared_and_nothing_listed_are_two_things(self, app_on: Flask) -> None:
        jaina = signed_in(app_on)

        before = self.hitch(app_on, jaina)
        with app_on.app_context(), transaction() as session:
            session.add(CharacterList(user_id=jaina.user_id, region="eu", read_at=NOON, character_count=0))

        assert (before, self.hitch(app_on, jaina)) == (Hitch.NOT_SHARED, Hitch.NONE_LISTED)

    @pytest.mark.parametrize(
        ("attempted_at", "next_due_at", "hitch"),
        [
            (None, LATER, Hitch.BEING_READ),
            (NOON, NOON, Hitch.BEING_READ),
            (NOON, LATER, Hitch.NONE_KEPT),
        ],
    )
    def test_characters_are_read_first(
        self, app_on: Flask, attempted_at: datetime | None, next_due_at: datetime, hitch: Hitch
    ) -> None:
        jaina = self.loner(app_on, attempted_at=attempted_at, next_due_at=next_due_at)

        assert self.hitch(app_on, jaina) == hitch

    def test_nobody_waits_for_who_is_never_looked_at(self, app_on: Flask) -> None:
        jaina = self.loner(app_on, attempted_at=None, next_due_at=None)

        assert self.hitch(app_on, jaina) == Hitch.NONE_KEPT

    def hitch(self, app: Flask, person: Person) -> Hitch | None:
        viewer = Viewer(session_id="s", user_id=person.user_id, battletag="Jaina#1")
        with app.app_context():
            told = guild_list(viewer, NOON).no_guild
        return None if told is None else told.hitch

    def loner(self, app: Flask, *, attempted_at: datetime | None, next_due_at: datetime | None) -> Person:
        person = signed_in(app)
        with app.app_context(), transaction() as session:
            alone = Character(name="Jaina", name_key="jaina", region="eu", realm="argent-dawn")
            alone.user_id, alone.attempted_at = person.user_id, attempted_at
            session.add(alone)
            session.flush()
            if next_due_at is not None:
                kind = TargetKind.CHARACTER
                session.add(SyncTarget(kind=kind, character_id=alone.id, next_due_at=next_due_at))
        return person


class TestHome:
    def test_without_guilds_it_says_which_command_adds_one(self, client: FlaskClient) -> None:
        assert "flask guild add REGION/REALM/NAME" in client.get("/").text

    def test_each_guild_leads_to_its_roster(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context():
            add_guild("<b>Bold</b>", roster_succeeded_at=NOON)

        html = client.get("/").text

        assert 'href="/guilds/eu/argent-dawn/%3Cb%3Ebold%3C%2Fb%3E/"' in html
        assert "&lt;b&gt;Bold" in html
        assert '<time datetime="2026-11-21T12:00:00Z">' in html
