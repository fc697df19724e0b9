"""Cookies are for people."""

from flask import Flask, session


class TestPeoplesSessions:
    def test_a_page_has_a_session(self, app: Flask) -> None:
        with app.test_request_context("/"):
            session["who"] = "Jaina"

            assert session.accessed

    def test_a_program_has_none_whatever_it_sends(self, app: Flask) -> None:
        with app.test_request_context("/api/character-cache", headers={"Cookie": "session=x"}):
            assert not session
            assert type(session._get_current_object()).__name__ == "NullSession"  # type: ignore[attr-defined]

    def test_the_page_about_the_api_is_for_people(self, app: Flask) -> None:
        with app.test_request_context("/api/docs"):
            session["who"] = "Jaina"

            assert session["who"] == "Jaina"
