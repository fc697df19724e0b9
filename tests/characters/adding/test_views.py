"""Somebody adds a character by hand."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.roll import NOON, add_realm
from tests.support.signed_in import browser_of, signed_in
from webapp.extensions import db
from webapp.models import Character, GameData, SyncTarget
from webapp.sync.gamedata import regions_due

ADD = "/characters/add/"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """Give the browser of somebody who is signed in, where some realms are known."""
    with app.app_context():
        add_realm("argent-dawn", "Argent Dawn")
        add_realm("pozzo-delleternita", "Pozzo dell'Eternità")
        add_realm("aggra-portugues", "Aggra (Português)")
    return browser_of(app, signed_in(app))


class TestIndex:
    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("", 'name="region" value="eu"'),
            ("region=mars", "is no region; there are us, eu, kr, tw"),
            ("region=eu", '<input class="field" id="realm"'),
            ("region=eu&realm=nowhere", "No realm of EU that is known here"),
            ("region=eu&realm=%00", "This is no realm"),
            ("region=eu&realm=argent", f'href="{ADD}?region=eu&amp;realm=argent-dawn"'),
            ("region=eu&realm=pozzo+dell’eternita", "<bdi>Pozzo dell&#39;Eternità</bdi></strong>"),
            ("region=kr&realm=azshara&name=jaina", "Add <bdi>Jaina</bdi>"),
            ("region=kr&realm=a+b", "The realms of KR are not known here yet"),
            ("region=eu&realm=argent-dawn&name=x1", "2 to 12 letters"),
            ("region=eu&realm=argent-dawn&name=jaina", "Add <bdi>Jaina</bdi>"),
        ],
    )
    def test_it_asks_for_what_is_missing_and_names_what_is_wrong(
        self, browser: FlaskClient, query: str, said: str
    ) -> None:
        assert said in browser.get(f"{ADD}?{query}").text


class TestRealms:
    def test_it_answers_with_the_realms_alone(self, browser: FlaskClient) -> None:
        answer = browser.get(f"{ADD}_realms?region=eu&realm=portugues")

        assert "Aggra (Português)" in answer.text
        assert "<html" not in answer.text


class TestReadRealms:
    def test_realms_that_nobody_read_are_wanted_by_a_press_and_waited_for(
        self, app: Flask, browser: FlaskClient
    ) -> None:
        before = browser.get(f"{ADD}?region=us").text

        answer = browser.post(f"{ADD}realms", data={"region": "us"})

        after = browser.get(answer.location).text
        assert (answer.status_code, "Read them" in before, "Read them" in after) == (303, True, False)
        assert "The realms of US are being read, a moment." in after
        with app.app_context():
            assert "us" in regions_due(db.session(), NOON)

    def test_what_is_known_is_not_read_again(self, app: Flask, browser: FlaskClient) -> None:
        browser.post(f"{ADD}realms", data={"region": "eu"})

        with app.app_context():
            assert db.session.scalars(select(GameData.kind)).all() == []

    def test_what_is_no_region_is_named(self, browser: FlaskClient) -> None:
        answer = browser.post(f"{ADD}realms", data={"region": "mars"})

        assert (answer.status_code, "is no region" in answer.text) == (422, True)


class TestPreview:
    def test_its_address_loaded_again_leads_back_to_the_steps(self, browser: FlaskClient) -> None:
        answer = browser.get(f"{ADD}preview")

        assert (answer.status_code, answer.headers["Location"]) == (303, ADD)

    def test_a_press_leads_to_the_step_that_waits_for_the_answer(self, browser: FlaskClient) -> None:
        answer = browser.post(f"{ADD}preview", data={"region": "eu", "realm": "argent-dawn", "name": "jaina"})

        step = browser.get(answer.location).text
        assert answer.status_code == 303
        assert "Looking…" in step
        assert f'hx-get="{ADD}_preview?region=eu' in step

    def test_the_part_alone_says_when_nobody_asked(self, browser: FlaskClient) -> None:
        answer = browser.get(f"{ADD}_preview?region=eu&realm=argent-dawn&name=jaina").text

        assert "Nobody has asked Battle.net" in answer
        assert "<html" not in answer


class TestSave:
    def test_it_keeps_the_character_and_leads_to_its_page(self, app: Flask, browser: FlaskClient) -> None:
        answer = browser.post(ADD, data={"region": "eu", "realm": "Argent Dawn", "name": "jaina"})

        with app.app_context():
            query = select(Character.name, SyncTarget.wished_at).join(SyncTarget)
            name, wished_at = db.session.execute(query).one()
        assert answer.status_code == 303
        assert answer.location.startswith("/characters/eu/argent-dawn/Jaina?asked=")
        assert name == "Jaina"
        assert wished_at is not None
        assert "Looking for <bdi>Jaina</bdi>" in browser.get(answer.location).text
        assert f'href="{answer.location}"' in browser.get("/search/?q=jain").text

    def test_what_is_missing_is_asked_for(self, browser: FlaskClient) -> None:
        assert browser.post(ADD, data={"region": "eu"}).status_code == 422
