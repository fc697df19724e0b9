"""What takes long is told by the route that is answered, with a request of the framework or without."""

from flask import Flask

from webapp import answering
from webapp.database import who_asks


class TestRoute:
    def test_is_that_of_the_request(self, app: Flask) -> None:
        with app.test_request_context("/healthz"):
            assert answering.route_here() == "health.alive"

    def test_an_address_that_leads_nowhere_has_a_name_too(self, app: Flask) -> None:
        with app.test_request_context("/no/such/place"):
            assert answering.route_here() == answering.NO_ROUTE

    def test_is_the_one_that_was_noted_where_there_is_no_request(self, app: Flask) -> None:
        with app.app_context():
            answering.begin("roster.table")

            assert (answering.route_here(), who_asks()) == ("roster.table", "roster.table")

    def test_jobs_and_commands_answer_none(self, app: Flask) -> None:
        with app.app_context():
            assert (answering.route_here(), who_asks()) == (None, "command")
        assert answering.route_here() is None
