"""Signing in, all the way through the simulator: who comes back with proof has a session, nobody else."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from simulator import Simulator
from tests.accounts.journeys import (
    CALLBACK,
    Journey,
    characters_of,
    form_token,
    journey,
    people,
    sessions,
    truth,
)
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import CharacterList, SyncTarget, UserSession
from webapp.web.session_cookie import NAME


class TestAnOfficerSignsIn:
    def test_and_goes_on_where_they_wanted_to(self, trip: Journey) -> None:
        answer = trip.sign_in(way_on="/guilds/eu/argent-dawn/lantern-watch/?sort=rank")

        assert answer.status_code == 303
        assert answer.headers["Location"] == "/guilds/eu/argent-dawn/lantern-watch/?sort=rank"
        assert answer.headers["Cache-Control"] == "no-store"

    def test_and_is_known_by_number_and_tag(self, app: Flask, trip: Journey, simulator: Simulator) -> None:
        officer = simulator.control.account("officer")

        trip.sign_in()

        (person,) = people(app)
        assert (person.bnet_id, person.battletag) == (officer["id"], officer["battletag"])
        assert person.last_login_at is not None
        assert not person.is_operator

    def test_and_owns_the_characters_of_that_region(
        self, app: Flask, trip: Journey, simulator: Simulator
    ) -> None:
        trip.sign_in()

        owned = characters_of(app, people(app)[0].bnet_id)
        assert owned == truth(simulator, "officer")
        with app.app_context():
            noted = db.session.scalars(select(CharacterList)).one()
            assert (noted.region, noted.character_count) == ("eu", len(owned))
            assert db.session.scalars(select(SyncTarget.character_id)).all()

    def test_and_the_page_greets_them(self, trip: Journey, simulator: Simulator) -> None:
        trip.sign_in()

        assert simulator.control.account("officer")["battletag"] in trip.browser.get("/").text.replace(
            "<bdi>", ""
        )

    def test_with_a_cookie_that_scripts_and_other_sites_do_not_get(self, trip: Journey) -> None:
        answer = trip.sign_in()

        (cookie,) = (one for one in answer.headers.getlist("Set-Cookie") if one.startswith(f"{NAME}="))
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie

    def test_on_a_server_that_they_run(self, app: Flask, settings: Settings, simulator: Simulator) -> None:
        officer = simulator.control.account("officer")
        own = create_app(replace(settings, operator_bnet_ids=frozenset({officer["id"]})))
        own.config.update(TESTING=True, WTF_CSRF_ENABLED=False)

        journey(own, simulator).sign_in()

        assert [person.is_operator for person in people(app)] == [True]


class TestTheForm:
    def test_is_there_for_who_comes_without_one(self, trip: Journey) -> None:
        page = trip.browser.get("/sign-in?next=/guilds/").text

        assert 'action="/sign-in"' in page
        assert 'name="next" value="/guilds/"' in page

    @pytest.mark.parametrize("region", ["", "cn", "EU", "eu "])
    def test_names_a_region(self, trip: Journey, region: str) -> None:
        answer = trip.browser.post("/sign-in", data={"region": region})

        assert answer.status_code == 422
        assert "Choose the region" in answer.text

    def test_needs_the_token_of_a_page_of_ours(self, app: Flask, trip: Journey) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

        refused = trip.browser.post("/sign-in", data={"region": "eu"})
        token = form_token(trip.browser.get("/sign-in").text)
        sent = trip.browser.post("/sign-in", data={"region": "eu", "csrf_token": token})

        assert (refused.status_code, sent.status_code) == (400, 303)

    def test_leads_nowhere_else_afterwards(self, trip: Journey) -> None:
        assert trip.sign_in(way_on="//evil.example/").headers["Location"] == "/"


class TestWhereSigningInIsNotSetUp:
    def test_without_a_client_it_says_so(self, settings: Settings, simulator: Simulator) -> None:
        bare = create_app(replace(settings, battlenet_client_id="", battlenet_client_secret=""))
        bare.config.update(TESTING=True, WTF_CSRF_ENABLED=False)

        answer = bare.test_client().post("/sign-in", data={"region": "eu"})

        assert answer.status_code == 503
        assert "client id and secret" in answer.text
        assert simulator.control.count("oauth-discovery") == 0

    def test_under_a_host_that_nobody_set_up_it_says_so(self, trip: Journey) -> None:
        answer = trip.browser.post("/sign-in", data={"region": "eu"}, base_url="http://evil.example")

        assert answer.status_code == 503
        assert "PUBLIC_URL" in answer.text

    def test_a_public_address_is_where_people_are_sent_back(
        self, settings: Settings, simulator: Simulator
    ) -> None:
        public = create_app(replace(settings, public_url="https://muster.example"))
        public.config.update(TESTING=True, WTF_CSRF_ENABLED=False)

        address = journey(public, simulator).depart()

        assert "redirect_uri=https%3A%2F%2Fmuster.example%2Fsign-in%2Fcallback" in address


def test_a_stranger_at_the_way_back_is_no_error(client: FlaskClient, app: Flask) -> None:
    before = sessions(app)

    answer = client.get(CALLBACK)

    assert answer.status_code == 400
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert sessions(app) == before


def test_sessions_keep_no_cookie(app: Flask, trip: Journey) -> None:
    trip.sign_in()

    with app.app_context():
        stored = db.session.scalars(select(UserSession)).one()

    assert trip.cookie not in {stored.id, stored.region}
