"""The tabs of a guild's pages lead where the viewer may go, and mark where one is."""

import re

import pytest
from flask import Flask

from tests.rights.cast import Cast, assemble
from tests.support.roll import PAGE


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Give a guild whose people have signed in."""
    return assemble(app)


def tabs(cast: Cast, name: str | None, path: str = PAGE) -> list[tuple[str, str, bool]]:
    """Return label, address and whether it is marked of each tab on a page."""
    html = cast.browser(name).get(path, follow_redirects=True).text
    _, _, nav = html.partition('<nav class="tabs guild-ways')
    links = re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>', nav.partition("</nav>")[0])
    return [(label, href, bool(here)) for href, here, label in links]


class TestGuildWays:
    def test_the_guild_master_gets_every_page(self, cast: Cast) -> None:
        assert [label for label, _, _ in tabs(cast, "Thrall")] == [
            "Roster",
            "Activity",
            "Insights",
            "Leaderboards",
            "Changes",
            "Sync status",
            "Notifications",
            "Old files",
            "API tokens",
            "Settings",
        ]

    def test_each_tab_leads_to_a_page_that_marks_it(self, cast: Cast) -> None:
        for label, path, _ in tabs(cast, "Thrall"):
            assert [name for name, _, here in tabs(cast, "Thrall", path) if here] == [label]

    def test_the_cache_stands_under_the_sync(self, cast: Cast) -> None:
        assert [name for name, _, here in tabs(cast, "Thrall", PAGE + "cache/") if here] == ["Sync status"]

    def test_a_raider_sees_no_tab_of_officers(self, cast: Cast) -> None:
        seen = [label for label, _, _ in tabs(cast, "Anduin")]

        assert seen == ["Roster", "Activity", "Insights", "Leaderboards", "Changes"]

    def test_where_there_is_one_page_there_are_no_tabs(self, cast: Cast) -> None:
        assert tabs(cast, None, "/") == []
        assert tabs(cast, None) == []
