"""A session begins anew with each sign-in, ends for good, and is no use to a thief."""

from flask import Flask

from simulator import Simulator
from tests.accounts.journeys import (
    Journey,
    journey,
    sessions,
)
from webapp.web.session_cookie import NAME


class TestTheSession:
    def test_is_a_new_one_each_time_and_the_one_before_is_over(self, app: Flask, trip: Journey) -> None:
        trip.sign_in()
        first = trip.cookie

        trip.sign_in()

        assert first != trip.cookie
        assert sessions(app) == 1

    def test_of_before_opens_nothing_after_the_next_sign_in(self, app: Flask, trip: Journey) -> None:
        trip.sign_in()
        thief = app.test_client()
        thief.set_cookie(NAME, trip.cookie or "")

        trip.sign_in()

        assert thief.get("/sign-in/outcome").status_code == 401

    def test_cannot_be_planted_before(self, app: Flask, trip: Journey) -> None:
        planted = "A" * 43
        trip.browser.set_cookie(NAME, planted)

        trip.sign_in()

        assert trip.cookie != planted
        thief = app.test_client()
        thief.set_cookie(NAME, planted)
        assert thief.get("/sign-in/outcome").status_code == 401

    def test_what_the_browser_kept_before_is_dropped(self, trip: Journey) -> None:
        with trip.browser.session_transaction() as kept:
            kept["left_behind"] = "by somebody else"

        trip.sign_in()

        with trip.browser.session_transaction() as kept:
            assert dict(kept) == {}

    def test_is_over_after_signing_out_wherever_its_cookie_is(self, app: Flask, trip: Journey) -> None:
        trip.sign_in()
        thief = app.test_client()
        thief.set_cookie(NAME, trip.cookie or "")
        assert thief.get("/sign-in/outcome").status_code != 401

        answer = trip.browser.post("/sign-out")

        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        assert trip.cookie is None
        assert thief.get("/sign-in/outcome").status_code == 401
        assert sessions(app) == 0

    def test_can_be_ended_in_all_browsers_of_a_person_and_of_nobody_else(
        self, app: Flask, simulator: Simulator
    ) -> None:
        one, other, somebody = (journey(app, simulator) for _ in range(3))
        one.sign_in()
        other.sign_in()
        somebody.sign_in("raider")

        one.browser.post("/sign-out-everywhere")

        assert other.browser.get("/sign-in/outcome").status_code == 401
        assert somebody.browser.get("/sign-in/outcome").status_code != 401

    def test_signing_out_without_one_changes_nothing(self, trip: Journey) -> None:
        assert trip.browser.post("/sign-out").status_code == 303
        assert trip.browser.post("/sign-out-everywhere").status_code == 401
