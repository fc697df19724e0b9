"""What a guild's pages are about."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from tests.support.roll import add_guild
from webapp.lib import clock
from webapp.web.subjects import GUILD


def address(name: str = "lantern-watch", region: str = "eu") -> dict[str, str]:
    return {"region": region, "realm": "argent-dawn", "name": name}


class TestGuild:
    def test_it_is_found_and_its_right_address_named(self, app: Flask) -> None:
        with app.app_context():
            add_guild()
            right, other, absent = (
                GUILD.load(address(name), None, clock.now())
                for name in ("lantern-watch", "Lantern Watch", "nobody")
            )

        assert (right.guild is not None, right.right_path) == (True, None)
        assert other.right_path == "/guilds/eu/argent-dawn/lantern-watch"
        assert (absent.subject, absent.guild) == (None, None)

    def test_a_region_that_there_is_not_is_named(self, app: Flask) -> None:
        with app.app_context(), pytest.raises(NotFound, match="no such region"):
            GUILD.load(address(region="xx"), None, clock.now())
