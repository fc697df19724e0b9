"""Views under a name: each person's own, and the guild's."""

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from tests.rights.cast import Cast
from tests.support.roll import PAGE
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Guild, SavedView
from webapp.roster.saved.actions import GONE, MOST, TAKEN, TOO_MANY
from webapp.roster.saved.forms import PLAIN
from webapp.roster.saved.views import WHOSE

VIEWS = PAGE + "views/"
MAGES = {"name": "Mages <b>", "query": "q=class%3Amage+-alt&sort=rating"}


def keep(cast: Cast, who: str | None, whose: str = "own", **form: str) -> TestResponse:
    return cast.browser(who).post(VIEWS + whose, data=MAGES | form)


def stored(cast: Cast) -> list[SavedView]:
    with cast.app.app_context():
        found = list(db.session.query(SavedView).order_by(SavedView.id))
        db.session.expunge_all()
        return found


def make_public(cast: Cast) -> None:
    with cast.app.app_context(), transaction() as session:
        version = Guild.permission_version + 1
        session.execute(update(Guild).values(visibility="public", permission_version=version))


class TestOwn:
    def test_it_is_kept_and_leads_to_the_roster(self, cast_on: Cast) -> None:
        answer = keep(cast_on, "Anduin")

        assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}?{MAGES['query']}")
        (view,) = stored(cast_on)
        assert (view.user_id, view.name, view.query) == (
            cast_on.id_of("Anduin"),
            MAGES["name"],
            MAGES["query"],
        )
        assert cast_on.entries() == []

    def test_nobody_else_sees_or_removes_it(self, cast: Cast) -> None:
        keep(cast, "Anduin")
        path = f"{VIEWS}own/{stored(cast)[0].id}/remove"

        assert "Mages &lt;b&gt;" in cast.browser("Anduin").get(VIEWS).text
        assert "Mages" not in cast.browser("Thrall").get(VIEWS).text
        assert cast.browser("Thrall").post(path).status_code == 303
        assert len(stored(cast)) == 1
        assert cast.browser("Anduin").post(path).status_code == 303
        assert stored(cast) == []

    def test_a_name_is_taken_once_by_each(self, cast_on: Cast) -> None:
        assert [keep(cast_on, who).status_code for who in ("Anduin", "Jaina", "Anduin")] == [303, 303, 422]
        assert TAKEN in keep(cast_on, "Anduin", name="MAGES <B>").text

    def test_there_is_a_most(self, cast: Cast) -> None:
        with cast.app.app_context(), transaction() as session:
            mine = {"guild_id": cast.guild_id, "user_id": cast.id_of("Anduin"), "query": "q=a"}
            session.add_all(SavedView(name=f"v{n}", name_key=f"v{n}", **mine) for n in range(MOST))

        assert TOO_MANY in keep(cast, "Anduin").text
        assert keep(cast, "Jaina").status_code == 303

    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(self, cast: Cast) -> None:
        answer = keep(cast, "Anduin", name="", query="")

        assert answer.status_code == 422
        assert PLAIN in answer.text
        assert stored(cast) == []


class TestOfTheGuild:
    def test_who_edits_the_roster_keeps_it_for_everybody_and_the_log_says_so(self, cast_on: Cast) -> None:
        assert keep(cast_on, "Jaina", "guild").status_code == 303

        assert "Mages &lt;b&gt;" in cast_on.browser("Anduin").get(VIEWS + "_menu").text
        (entry,) = cast_on.entries()
        assert (entry.action, entry.subject, entry.after) == (
            "view_kept",
            MAGES["name"],
            {"query": MAGES["query"]},
        )
        assert "Roster view kept: Mages &lt;b&gt;" in cast_on.get("Thrall", "audit").text

    def test_a_name_is_taken_once(self, cast_on: Cast) -> None:
        answers = [keep(cast_on, who, "guild").status_code for who in ("Jaina", "Thrall")]

        assert answers == [303, 422]

    def test_it_is_removed_by_them_alone(self, cast: Cast) -> None:
        keep(cast, "Jaina", "guild")
        view_id = stored(cast)[0].id
        path = f"{VIEWS}guild/{view_id}/remove"

        assert keep(cast, "Anduin", "guild", name="Other").status_code == 403
        assert [cast.browser(who).post(path).status_code for who in ("Anduin", "Thrall")] == [403, 303]
        gone = cast.browser("Thrall").post(path)
        assert (gone.status_code, GONE in gone.text) == (404, True)
        assert (stored(cast), [entry.action for entry in cast.entries()]) == (
            [],
            ["view_kept", "view_removed"],
        )

    def test_what_asks_for_something_closed_is_not_offered(self, cast: Cast) -> None:
        keep(cast, "Jaina", "guild", name="Strangers", query="q=claimed%3Ano")

        html = cast.browser("Anduin").get(VIEWS).text

        assert ("Strangers" in html, "New and unclaimed" in html, "Raid audit" in html) == (
            False,
            False,
            True,
        )
        assert "Strangers" in cast.browser("Jaina").get(VIEWS).text


class TestVisitors:
    def test_who_is_not_signed_in_keeps_nothing(self, cast: Cast) -> None:
        make_public(cast)
        answer = keep(cast, None)

        assert (answer.status_code, WHOSE in answer.text, stored(cast)) == (401, True, [])
        assert WHOSE in cast.browser(None).get(VIEWS).text

    @pytest.mark.parametrize("name", ["Arthas", "Guldan", None])
    def test_to_strangers_there_is_no_such_guild(self, cast: Cast, name: str | None) -> None:
        assert (cast.browser(name).get(VIEWS).status_code, keep(cast, name).status_code) == (404, 404)
