"""The person of a request is read once, and not at all where the database may be away."""

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.support.signed_in import operator, signed_in
from webapp.database import transaction
from webapp.models import UserSession
from webapp.web.session_cookie import NAME
from webapp.web.viewer import current_viewer, known_viewer, operations_path, viewer_here


class TestCurrentViewer:
    def test_it_asks_once(self, app: Flask) -> None:
        person = signed_in(app)
        with app.test_request_context(headers={"Cookie": f"{NAME}={person.cookie}"}):
            first = current_viewer()
            with transaction() as session:
                session.execute(delete(UserSession))

            again = current_viewer()

        assert first is not None
        assert (first.user_id, again) == (person.user_id, first)

    def test_without_a_cookie_there_is_nobody(self, app: Flask) -> None:
        with app.test_request_context():
            assert current_viewer() is None


class TestKnownViewer:
    def test_it_asks_nobody(self, app: Flask) -> None:
        with app.test_request_context():
            assert known_viewer() is None


class TestOperationsPath:
    def test_only_who_runs_the_server_is_told_where_they_are(self, app: Flask) -> None:
        told = []
        for person in (operator(app), signed_in(app)):
            with app.test_request_context(headers={"Cookie": f"{NAME}={person.cookie}"}):
                current_viewer()
                told.append(operations_path())

        assert told == ["/operations/sync/", None]


class TestViewerHere:
    def test_it_is_the_person_who_is_signed_in(self, app: Flask) -> None:
        person = signed_in(app)
        with app.test_request_context(headers={"Cookie": f"{NAME}={person.cookie}"}):
            assert viewer_here().user_id == person.user_id

    def test_nobody_gets_by_the_gate_without_being_noticed(self, app: Flask) -> None:
        with app.test_request_context(), pytest.raises(AssertionError, match="the gate"):
            viewer_here()
