"""Whose session a cookie names."""

from flask import Flask

from tests.support.signed_in import signed_in
from webapp.lib import clock
from webapp.permissions.people import NO_SESSION, session_row
from webapp.permissions.sessions import session_id
from webapp.permissions.viewer import viewer_of


class TestSessionRow:
    def test_a_cookie_leads_to_its_person(self, app_on: Flask) -> None:
        jaina = signed_in(app_on, battletag="Jaina#1234")

        with app_on.app_context():
            viewer = viewer_of(session_row(session_id(jaina.cookie)), clock.now())

        assert viewer is not None
        assert (viewer.user_id, viewer.battletag, viewer.is_operator) == (jaina.user_id, "Jaina#1234", False)

    def test_no_cookie_and_an_unknown_one_lead_to_nobody(self, app_on: Flask) -> None:
        with app_on.app_context():
            assert session_row(None) == NO_SESSION
            assert session_row(session_id("a" * 43)) == NO_SESSION
