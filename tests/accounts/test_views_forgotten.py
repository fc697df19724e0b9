"""Who asked to be forgotten begins anew when they sign in, and brings characters back only by choice."""

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.accounts.journeys import Journey, characters_of, people, truth
from tests.accounts.test_views_guilds import workers_do_what_is_due
from webapp.extensions import db
from webapp.models import Character, CharacterList, ForgottenCharacter

GUILD = "/guilds/eu/argent-dawn/lantern-watch/"


def forgotten(app: Flask, trip: Journey, who: str = "officer") -> None:
    """Let somebody sign in, be seen by workers, and delete themself."""
    trip.sign_in(who)
    workers_do_what_is_due(app)
    answer = trip.browser.post("/me/data/delete", data={"confirmation": "forget me"})
    assert answer.status_code == 303


def bring_back(trip: Journey) -> TestResponse:
    """Press the button of the page that asks."""
    answer = trip.browser.post("/sign-in", data={"region": "eu", "next": "/", "bring_back": "yes"})
    return trip.come_back(trip.choose(answer.headers["Location"]))


class TestSignInAgain:
    def test_one_begins_anew_and_is_asked(self, app: Flask, trip: Journey) -> None:
        forgotten(app, trip)
        assert people(app) == []

        answer = trip.sign_in("officer")

        assert (answer.status_code, answer.location) == (303, "/sign-in/outcome")
        shown = trip.browser.get("/sign-in/outcome").text
        assert "your characters stay forgotten" in shown
        assert 'name="bring_back" value="yes"' in shown
        account = trip.simulator.control.account("officer")
        assert characters_of(app, account["id"]) == set()
        assert trip.browser.get(GUILD).status_code == 404
        with app.app_context():
            assert db.session.scalars(select(CharacterList.forgotten_count)).one() == len(
                truth(trip.simulator, "officer")
            )

    def test_signing_in_and_syncing_do_not_bring_them_back(self, app: Flask, trip: Journey) -> None:
        forgotten(app, trip)
        account = trip.simulator.control.account("officer")

        for _ in range(2):
            trip.sign_in("officer")
            workers_do_what_is_due(app)

        with app.app_context():
            names = set(db.session.scalars(select(Character.bnet_character_id)))
        assert names & truth(trip.simulator, "officer") == set()
        assert characters_of(app, account["id"]) == set()

    def test_they_come_back_by_choice(self, app: Flask, trip: Journey) -> None:
        forgotten(app, trip)
        trip.sign_in("officer")

        answer = bring_back(trip)
        workers_do_what_is_due(app)

        assert answer.location == "/"
        account = trip.simulator.control.account("officer")
        assert characters_of(app, account["id"]) == truth(trip.simulator, "officer")
        assert trip.browser.get(GUILD).status_code == 200
        with app.app_context():
            left = (
                select(func.count()).select_from(ForgottenCharacter).where(ForgottenCharacter.region == "eu")
            )
            assert db.session.scalar(left) == 0

    def test_only_the_word_itself_is_the_choice(self, app: Flask, trip: Journey) -> None:
        forgotten(app, trip)

        answer = trip.browser.post("/sign-in", data={"region": "eu", "next": "/", "bring_back": "no"})
        trip.come_back(trip.choose(answer.headers["Location"]))

        assert characters_of(app, trip.simulator.control.account("officer")["id"]) == set()
