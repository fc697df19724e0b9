"""Pages of leaderboards tell how many are known, and show what their audience may see."""

from typing import Any

from flask import Flask

from tests.support.deciding import decide
from tests.support.roll import PAGE, add_guild, add_member
from tests.support.signed_in import browser_of, enlisted
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.words import Visibility


def guild_of(app: Flask, **facts: Any) -> int:
    with app.app_context():
        guild_id = add_guild(**facts)
        for name, rating in (("Uther", 2500.2), ("Anduin", 2500.4), ("Thrall", 1200.0), ("Idle", None)):
            add_member(guild_id, name, class_id=2, mythic_rating=rating, verified_at=clock.now())
    return guild_id


class TestGuildBoard:
    def test_members_see_places_with_ties_and_how_many_are_known(self, app: Flask) -> None:
        browser = browser_of(app, enlisted(app, guild_of(app), "Jaina", rank=5))

        html = browser.get(f"{PAGE}leaderboards/").text
        gain = browser.get(f"{PAGE}leaderboards/?board=gain&class=77").text

        assert html.count('same figure">=</abbr>1</td>') == 2
        assert "3 of 5 known" in html
        assert "as of" in html
        assert "0 of 5 known" in gain
        assert "Class: choose one of those that are offered. It was left out." in gain
        assert f'href="{PAGE}leaderboards/"' in browser.get(PAGE).text

    def test_what_tells_that_somebody_played_needs_that_tool(self, app: Flask) -> None:
        guild_id = guild_of(app)
        browser = browser_of(app, enlisted(app, guild_id, "Jaina", rank=5))
        decide(app, guild_id, Tool.LAST_SEEN, min_rank=1)

        html = browser.get(f"{PAGE}leaderboards/?board=keys").text

        assert "Mythic+ keys this week is not open to you." in html
        assert "board=gain" not in html
        assert "board=vault" in html
        assert 'id="board">Mythic+ rating<' in html


class TestBoardOfAll:
    def test_a_stranger_sees_those_of_guilds_that_show_themselves(self, app: Flask) -> None:
        guild_of(app, visibility=Visibility.PUBLIC)
        stranger = browser_of(app, None)

        html = stranger.get("/leaderboards/?board=vault&who=mains").text

        assert html.count('same figure">=</abbr>1</td>') == 2
        assert f'href="{PAGE}"' in html
        assert "Over all guilds there is only the Mythic+ rating." in html
        assert "Mains only" not in html
        assert len(stranger.get("/leaderboards/export?class=2").text.splitlines()) == 4

    def test_a_guild_that_does_not_is_not_there(self, app: Flask) -> None:
        guild_of(app)

        html = browser_of(app, None).get("/leaderboards/").text

        assert "Uther" not in html
        assert "Nobody of whom it is known." in html
