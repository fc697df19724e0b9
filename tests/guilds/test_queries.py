"""The list of guilds."""

from flask import Flask
from flask.testing import FlaskClient

from tests.support.roll import NOON, PAGE, add_guild, add_member, add_realm
from tests.support.signed_in import own, signed_in
from webapp.guilds.queries import guild_list
from webapp.permissions.viewer import Viewer
from webapp.words import Visibility

OPERATOR = Viewer(session_id="s", user_id=1, battletag="Khadgar#1", is_operator=True)


class TestGuildList:
    def test_it_counts_who_is_in_the_guild_today(self, app_on: Flask) -> None:
        with app_on.app_context():
            add_realm("argent-dawn", "Argent Dawn")
            guild_id = add_guild()
            add_member(guild_id, "Thrall")
            add_member(guild_id, "Departed", left_at=NOON)

            entry = guild_list(OPERATOR).guilds[0]

        assert (entry.name, entry.realm_name, entry.members, entry.path) == (
            "Lantern Watch",
            "Argent Dawn",
            1,
            PAGE,
        )

    def test_an_archived_guild_is_left_out(self, app: Flask) -> None:
        with app.app_context():
            add_guild(archived_at=NOON)

            assert guild_list(OPERATOR).guilds == []

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
            seen = [[one.name for one in guild_list(who).guilds] for who in (viewer, None)]

        assert seen == [["Own", "Public"], ["Public"]]


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
