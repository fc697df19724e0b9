"""A tool is there as soon as a view asks for it."""

from flask import Flask

from webapp.permissions.policy import Tool
from webapp.web.gate import requires
from webapp.web.present_tools import present_tools


@requires(Tool.NOTIFICATIONS)
def take_away() -> str:
    return "a file"


class TestPresentTools:
    def test_what_views_and_parts_of_pages_need_is_there(self, app: Flask) -> None:
        coming = frozenset({Tool.NOTIFICATIONS})

        with app.app_context():
            assert present_tools() == frozenset(Tool) - coming

    def test_with_its_first_view_a_tool_is_there(self, app: Flask) -> None:
        app.add_url_rule("/away", view_func=take_away)

        with app.app_context():
            assert Tool.NOTIFICATIONS in present_tools()
