"""Who was added by hand is found by whoever added them, by every query, before anybody has looked."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.support.roll import add_guild, add_member
from tests.support.signed_in import Person, browser_of, operator, signed_in
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import AddedCharacter
from webapp.roster.query.parser import parsed
from webapp.roster.query.vocabulary import FIELDS
from webapp.search.everybody.added import rows_of

JAINA = {"region": "eu", "realm": "argent-dawn", "name": "Jaina"}
TOLD = {"class_id": 8, "level": 80, "item_level": 640, "outcome": "ok"}
FINDING = (
    "JAI*",
    "class:mage level>=80 ilvl>600 realm:argent",
    "not class:shaman -alt",
    "state:never rating:unknown role:unknown",
)
MISSING = ("class:shaman", "level<80", "rating>0")


def add(app: Flask, person: Person) -> FlaskClient:
    """Add Jaina by the wizard, where a worker has told what Battle.net knows of her."""
    browser = browser_of(app, person)
    browser.post("/characters/add/preview", data=JAINA)
    with app.app_context(), transaction() as session:
        session.execute(update(AddedCharacter).values(**TOLD, answered_at=clock.now()))
    data = {**JAINA, "class": "5"}  # said of whom Battle.net has told the class: that counts
    assert browser.post("/characters/add/", data=data).status_code == 303
    return browser


def finds(browser: FlaskClient, question: str) -> bool:
    """Say whether a question over everybody has a row of Jaina."""
    return "><bdi>Jaina</bdi></a></th>" in browser.get(f"/search/characters/?q={quote(question)}").text


class TestRowsOf:
    def test_every_query_that_fits_finds_whom_somebody_added(self, app_on: Flask) -> None:
        browser = add(app_on, signed_in(app_on))

        assert [one for one in (*FINDING, *MISSING) if finds(browser, one)] == [*FINDING]
        assert "Jaina?asked=" in browser.get("/search/characters/?q=class:mage").text

    def test_nobody_else_finds_them(self, app: Flask) -> None:
        add(app, signed_in(app))

        assert [one for one in (None, signed_in(app)) if finds(browser_of(app, one), "class:mage")] == []

    def test_it_needs_no_redis(self, app: Flask, settings: Settings) -> None:
        nowhere = create_app(replace(settings, redis_url="redis://127.0.0.1:9/0"))
        nowhere.config.update(TESTING=True, WTF_CSRF_ENABLED=False)

        browser = add(nowhere, signed_in(app))

        found = ["Jaina" in browser.get("/search/?q=jai").text, *(finds(browser, one) for one in FINDING)]
        with nowhere.app_context():
            db.engine.dispose()
        assert found == [True] * (1 + len(FINDING))

    @pytest.mark.parametrize(
        ("said", "finding"), [("8", "class:mage"), ("", "class:unknown"), ("x", "class:unknown")]
    )
    def test_without_an_answer_the_class_is_what_who_adds_it_says(
        self, app: Flask, said: str, finding: str
    ) -> None:
        browser = browser_of(app, signed_in(app))

        browser.post("/characters/add/preview", data={**JAINA, "class": said})
        browser.post("/characters/add/", data={**JAINA, "class": said})
        browser.post("/characters/add/preview", data=JAINA)

        assert [one for one in ("class:mage", "class:unknown") if finds(browser, one)] == [finding]

    @pytest.mark.parametrize("sees_guild", [True, False])
    def test_who_is_shown_is_shown_once_and_who_is_hidden_tells_nothing(
        self, app: Flask, *, sees_guild: bool
    ) -> None:
        browser = add(app, operator(app) if sees_guild else signed_in(app))
        with app.app_context():
            add_member(add_guild(), "Jaina", class_id=5, verified_at=clock.now())

        assert finds(browser, "class:priest") is sees_guild
        assert finds(browser, "class:mage") is not sees_guild

    def test_every_field_can_be_asked_about_on_either_database(self, app_on: Flask) -> None:
        person, asked = signed_in(app_on), [about.example for about in FIELDS.values()]
        add(app_on, person)
        with app_on.app_context():
            for text in (" or ".join(asked[:20]), " or ".join(f"not ({one})" for one in asked[20:])):
                tree = parsed(text)
                assert tree is not None
                rows = rows_of(db.session(), text, tree, viewer_id=person.user_id, guilds=[], now=clock.now())
                assert [row.name for row in rows] == ["Jaina"]
