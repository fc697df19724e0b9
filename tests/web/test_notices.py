"""A sentence that is shown beside a page."""

import json

from werkzeug.wrappers import Response

from webapp.web.notices import say_beside


class TestSayBeside:
    def test_the_page_keeps_all_that_it_shows(self) -> None:
        answer = Response("a whole page", 400)

        say_beside(answer, "Straße\nand more")

        assert json.loads(answer.headers["HX-Trigger"]) == {"muster:notice": "Straße\nand more"}
        assert answer.headers["HX-Trigger"].isascii()
        assert answer.headers["HX-Reswap"] == "none"
