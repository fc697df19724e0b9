"""A sentence that is shown beside a page."""

import json

from flask import Flask
from werkzeug.wrappers import Response

from webapp.web.notices import is_asked_by_htmx, say_beside


class TestIsAskedByHtmx:
    def test_its_header_tells(self, app: Flask) -> None:
        with app.test_request_context(headers={"HX-Request": "true"}):
            assert is_asked_by_htmx()
        with app.test_request_context():
            assert not is_asked_by_htmx()


class TestSayBeside:
    def test_the_page_keeps_all_that_it_shows(self) -> None:
        answer = Response("a whole page", 400)

        say_beside(answer, "Straße\nand more")

        assert json.loads(answer.headers["HX-Trigger"]) == {"muster:notice": "Straße\nand more"}
        assert answer.headers["HX-Trigger"].isascii()
        assert answer.headers["HX-Reswap"] == "none"
