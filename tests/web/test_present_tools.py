"""A tool is there as soon as a view asks for it."""

from flask import Flask

from webapp.permissions.audience_words import PANELS
from webapp.permissions.policy import Tool
from webapp.web.gate import requires
from webapp.web.present_tools import present_tools


@requires(Tool.NOTIFICATIONS)
def take_away() -> str:
    return "a file"


class TestPresentTools:
    def test_every_tool_opens_something(self, app: Flask) -> None:
        with app.app_context():
            assert present_tools() == frozenset(Tool)

    def test_with_its_first_view_a_tool_is_there(self) -> None:
        bare = Flask("bare")
        with bare.app_context():
            assert present_tools() == frozenset(PANELS)

            bare.add_url_rule("/away", view_func=take_away)

            assert present_tools() == frozenset(PANELS) | {Tool.NOTIFICATIONS}
