"""Boards as files, for who may have them, and the press that takes a person off."""

from flask import Flask

from tests.leaderboards.test_reading import guild_of
from tests.support.deciding import decide
from tests.support.roll import PAGE, add_member
from tests.support.signed_in import browser_of, enlisted
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import User
from webapp.permissions.policy import Tool


class TestExport:
    def test_a_file_has_the_rows_and_columns_of_the_page(self, app: Flask) -> None:
        guild_id = guild_of(app)
        with app.app_context():
            add_member(guild_id, "=1+1", class_id=8, mythic_rating=9.0, verified_at=clock.now())
        officer, raider = (
            browser_of(app, enlisted(app, guild_id, name, rank=rank))
            for name, rank in (("Tirion", 1), ("Jaina", 5))
        )

        answer = officer.get(f"{PAGE}leaderboards/export?class=8")
        lines = answer.text.splitlines()

        assert len(lines) == 2
        assert lines[0] == "\ufeffPlace,Name,Realm,Region,Class,Role,Figure,Certainty,As of,Source"
        assert lines[1].startswith("1,'=1+1,argent-dawn,eu,Mage,not known,9,exact,2")
        assert raider.get(f"{PAGE}leaderboards/export").status_code == 403

    def test_who_may_export_has_to_see_the_page_too(self, app: Flask) -> None:
        guild_id = guild_of(app)
        officer = browser_of(app, enlisted(app, guild_id, "Tirion", rank=1))
        decide(app, guild_id, Tool.INSIGHTS, min_rank=0)

        assert officer.get(f"{PAGE}leaderboards/export").status_code == 403


class TestOptOut:
    def test_a_press_takes_a_person_off_and_puts_them_back(self, app: Flask) -> None:
        guild_id = guild_of(app)
        jaina = enlisted(app, guild_id, "Jaina", rank=5, mythic_rating=9000.0)
        browser = browser_of(app, jaina)

        answers = [browser.post("/me/leaderboards", data={"listed": word}) for word in ("perhaps", "no")]
        board, data = browser.get(f"{PAGE}leaderboards/").text, browser.get("/me/data").text
        browser.post("/me/leaderboards", data={"listed": "yes"})

        assert [answer.status_code for answer in answers] == [400, 303]
        assert "9,000" not in board
        assert "Put me on leaderboards again" in data
        assert "9,000" in browser.get(f"{PAGE}leaderboards/").text
        with app.app_context():
            assert not db.session.get_one(User, jaina.user_id).is_unlisted
