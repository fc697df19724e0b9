"""Deny by default: who is let in, who is refused with a sentence, and what looks as if it were not there."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.support.roll import PAGE, add_guild, add_member
from tests.support.signed_in import Person, browser_of, own, signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, GuildMember, GuildPermission, UserSession
from webapp.permissions.policy import Tool
from webapp.permissions.session_actions import close_all
from webapp.permissions.sessions import session_id
from webapp.web.gate import requires
from webapp.words import Visibility

ADDRESS = "/guilds/<string:region>/<string:realm>/<string:name>"
NOBODYS = "/guilds/eu/argent-dawn/nobody/"


@pytest.fixture
def guild_id(app: Flask) -> int:
    """Give a guild whose roster was read just now."""
    with app.app_context():
        return add_guild(roster_succeeded_at=clock.now())


def member_of(app: Flask, guild_id: int, *, rank: int) -> FlaskClient:
    """Return the browser of a member."""
    person = signed_in(app)
    with app.app_context():
        own(app, person, add_member(guild_id, f"Member{rank}", rank=rank))
    return browser_of(app, person)


@requires(Tool.ROSTER_EDIT)
def officers(**_address: str) -> str:
    """Stand for a view that writes what only officers may."""
    return "written"


@requires(Tool.ROSTER_EDIT, reads=True)
def shown(**_address: str) -> str:
    """Stand for a view whose press only shows something."""
    return "shown"


def change(guild_id: int, **values: object) -> None:
    with transaction() as session:
        guild = session.get_one(Guild, guild_id)
        for name, value in values.items():
            setattr(guild, name, value)


def allow(guild_id: int, tool: str, *, rank: int) -> None:
    with transaction() as session:
        session.add(GuildPermission(guild_id=guild_id, tool_name=tool, min_rank_id=rank))
        session.get_one(Guild, guild_id).permission_version += 1


class TestGuildPages:
    @pytest.mark.parametrize("part", ["", "_table", "_strip"])
    def test_a_member_is_let_in(self, app: Flask, guild_id: int, part: str) -> None:
        assert member_of(app, guild_id, rank=5).get(PAGE + part).status_code == 200

    @pytest.mark.parametrize("part", ["", "_table", "_strip"])
    @pytest.mark.usefixtures("guild_id")
    def test_to_everybody_else_it_is_not_there(self, app: Flask, part: str) -> None:
        with app.app_context():
            other = add_guild("Elsewhere")
        for browser in (
            browser_of(app, None),
            browser_of(app, signed_in(app)),
            member_of(app, other, rank=0),
        ):
            foreign, absent = browser.get(PAGE + part), browser.get(NOBODYS + part)

            assert (foreign.status_code, absent.status_code) == (404, 404)
            assert _without_number(foreign.text, PAGE) == _without_number(absent.text, NOBODYS)

    @pytest.mark.usefixtures("guild_id")
    def test_another_spelling_does_not_tell_strangers_the_right_one(self, stranger: FlaskClient) -> None:
        assert stranger.get(PAGE.upper().replace("GUILDS", "guilds")).status_code == 404

    def test_a_guild_that_opts_in_shows_its_roster_to_all(
        self, app: Flask, guild_id: int, stranger: FlaskClient
    ) -> None:
        with app.app_context():
            change(guild_id, visibility=Visibility.PUBLIC, permission_version=1)

        assert stranger.get(PAGE).status_code == 200
        assert stranger.post(PAGE + "refresh").status_code == 403

    @pytest.mark.usefixtures("guild_id")
    def test_who_runs_the_server_is_let_in(self, client: FlaskClient) -> None:
        assert client.get(PAGE).status_code == 200


class TestTools:
    def test_a_tool_that_is_missing_is_named_with_the_rank_that_has_it(
        self, app: Flask, guild_id: int
    ) -> None:
        with app.app_context():
            allow(guild_id, "sync", rank=2)

        answer = member_of(app, guild_id, rank=5).post(PAGE + "refresh")

        assert answer.status_code == 403
        assert f'href="{PAGE}"><span>Back to <bdi>' in answer.text
        assert (
            "Refreshing: only rank 2 and above; you have rank 5 through Member5-argent-dawn." in answer.text
        )

    def test_a_demotion_bites_with_the_next_request(self, app: Flask, guild_id: int) -> None:
        with app.app_context():
            allow(guild_id, "sync", rank=2)
        browser = member_of(app, guild_id, rank=2)
        before = browser.post(PAGE + "refresh").status_code

        with app.app_context(), transaction() as session:
            session.scalars(select(GuildMember)).one().rank = 3
            session.get_one(Guild, guild_id).permission_version += 1

        assert (before, browser.post(PAGE + "refresh").status_code) == (303, 403)

    def test_a_press_that_only_shows_goes_on_while_ranks_are_old(self, app: Flask, guild_id: int) -> None:
        with app.app_context():
            change(guild_id, roster_succeeded_at=clock.now() - timedelta(hours=25))
        app.add_url_rule(f"{ADDRESS}/shown", view_func=shown, methods=["POST"])

        assert member_of(app, guild_id, rank=0).post(PAGE + "shown").text == "shown"


class TestSessions:
    @pytest.mark.usefixtures("guild_id")
    def test_one_that_was_ended_opens_nothing(self, app: Flask) -> None:
        person = signed_in(app, is_operator=True)
        with app.app_context(), transaction() as session:
            close_all(session, person.user_id, clock.now())

        assert browser_of(app, person).get(PAGE).status_code == 404

    def test_looking_as_a_rank_one_changes_nothing(self, app: Flask, guild_id: int) -> None:
        browser = browser_of(app, looking_as_a_rank(app, guild_id))

        assert browser.get(PAGE).status_code == 200
        assert browser.post(PAGE + "refresh").status_code == 403

    @pytest.mark.parametrize(
        "path",
        [
            "/me/characters/main",
            "/me/data/delete",
            "/me/notifications/read",
            "/guilds/eu/argent-dawn/shadow-council/refresh",
            "/characters/eu/argent-dawn/Nobody/look-up",
        ],
    )
    def test_neither_of_ones_own_nor_elsewhere(self, app: Flask, guild_id: int, path: str) -> None:
        with app.app_context():
            add_guild("Shadow Council")
        person = looking_as_a_rank(app, guild_id)

        answer = browser_of(app, person).post(path, data={"main": "none", "confirmation": "delete me"})

        assert answer.status_code == 403
        assert "Press “Stop” at the top of the page first." in answer.text
        assert 'formaction="/view-as/stop"' in answer.text

    @pytest.mark.parametrize("path", ["/sign-out", "/sign-out-everywhere", "/view-as/stop"])
    def test_but_one_may_stop_and_sign_out(self, app: Flask, guild_id: int, path: str) -> None:
        person = looking_as_a_rank(app, guild_id)

        assert browser_of(app, person).post(path).status_code == 303


class TestStatements:
    def test_a_request_makes_one_key_query_and_a_check_none_when_warm(
        self, app: Flask, guild_id: int
    ) -> None:
        browser, noted = member_of(app, guild_id, rank=5), []
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", lambda *said: noted.append(str(said[2])))
        browser.get(PAGE + "_strip")
        cold = len([one for one in noted if "permission_exceptions" in one])
        noted.clear()

        browser.get(PAGE + "_strip")

        assert (cold, len([one for one in noted if "permission_exceptions" in one])) == (1, 0)

    def test_it_makes_no_other(self, app: Flask, guild_id: int) -> None:
        browser = member_of(app, guild_id, rank=5)
        said: list[str] = []
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
            event.listen(db.engine, "connect", lambda one, _: one.set_trace_callback(said.append))
        counts = []
        for _ in range(3):
            said.clear()
            assert browser.get(PAGE + "settings/").status_code == 403
            counts.append(sum(one.lstrip().startswith("SELECT") for one in said))

        assert counts == [2, 1, 1]


class TestCheck:
    def test_a_view_that_declares_nothing_is_never_reached(self, app: Flask) -> None:
        app.add_url_rule("/forgotten", "forgotten", lambda: "reached")

        answer = app.test_client().get("/forgotten")

        assert answer.status_code == 403
        assert "reached" not in answer.text


def looking_as_a_rank(app: Flask, guild_id: int) -> Person:
    """Return an operator who looks at the guild as rank 5."""
    person = signed_in(app, is_operator=True)
    with app.app_context(), transaction() as session:
        stored = session.get_one(UserSession, session_id(person.cookie))
        stored.view_as_guild_id, stored.view_as_rank = guild_id, 5
    return person


def _without_number(text: str, address: str) -> str:
    """Return a page without the number of its request, its form's token, and its own address."""
    lines = (line for line in text.splitlines() if "<code>" not in line and "csrf_token" not in line)
    return "\n".join(lines).replace(address, "")
