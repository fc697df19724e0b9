"""Whatever fails below /api is a problem document, of whatever origin; pages stay pages."""

from dataclasses import replace

import pytest
from flask import Flask

from webapp import create_app
from webapp.config import Settings
from webapp.lib.errors import ErrorWord
from webapp.permissions.tokens import new_token
from webapp.web.gate import public
from webapp.web.problems import word_of


class TestAnswerTo:
    @pytest.mark.parametrize(
        ("method", "path", "status", "code"),
        [
            ("GET", "/api/nothing", 404, "not_found"),
            ("POST", "/api/nothing", 404, "not_found"),
            ("PUT", "/api/character-cache", 405, "schema"),
            ("GET", "/api/character-cache", 401, "auth"),
            ("GET", "/api", 404, "not_found"),
        ],
    )
    def test_it_says_what_where_and_which_request(
        self, app: Flask, method: str, path: str, status: int, code: str
    ) -> None:
        answer = app.test_client().open(path, method=method)

        problem = answer.json or {}
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
        assert (problem["status"], problem["code"]) == (status, code)
        assert problem["requestId"] == answer.headers["X-Request-Id"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    def test_a_wrong_method_is_told_the_right_ones(self, app: Flask) -> None:
        allowed = app.test_client().put("/api/character-cache").headers["Allow"]

        assert "GET" in allowed

    def test_a_surprise_is_noted_and_says_nothing_of_itself(self, app: Flask) -> None:
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.add_url_rule("/api/broken", "broken", public(lambda: str(1 // 0)))

        answer = app.test_client().get("/api/broken")

        assert (answer.status_code, (answer.json or {})["code"]) == (500, "bug")
        assert "ZeroDivision" not in answer.text

    def test_a_database_that_is_away_is_503_with_a_time(self, settings: Settings) -> None:
        away = create_app(replace(settings, database_url="postgresql://x@127.0.0.1:9/x"))
        headers = {"Authorization": f"Bearer {new_token(bytes(32))}"}

        answer = away.test_client().get("/api/character-cache?region=eu", headers=headers)

        assert (answer.status_code, (answer.json or {})["code"]) == (503, "upstream")
        assert answer.headers["Retry-After"] == "10"

    def test_a_page_stays_a_page(self, app: Flask) -> None:
        assert app.test_client().get("/nothing").content_type == "text/html; charset=utf-8"


class TestWordOf:
    @pytest.mark.parametrize(
        ("status", "word"),
        [
            (404, ErrorWord.NOT_FOUND),
            (418, ErrorWord.SCHEMA),
            (429, ErrorWord.RATE_LIMITED),
            (501, ErrorWord.BUG),
        ],
    )
    def test_every_status_has_a_word(self, status: int, word: ErrorWord) -> None:
        assert word_of(status) is word
