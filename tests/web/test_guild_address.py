"""Which guild an address means when a key is shared."""

from datetime import timedelta

from flask import Flask

from tests.support.roll import NOON, add_guild
from webapp.web.guild_address import guild_at, guild_path


class TestGuildAt:
    def test_the_exact_spelling_wins_over_the_newest(self, app: Flask) -> None:
        with app.test_request_context():
            sharp = add_guild("Straße", last_synced_at=NOON)
            double = add_guild("Strasse", last_synced_at=NOON + timedelta(days=1))

            assert guild_at("eu", "argent-dawn", "straße").id == sharp
            assert guild_at("eu", "argent-dawn", "strasse").id == double

    def test_another_region_is_another_guild(self, app: Flask) -> None:
        with app.test_request_context():
            add_guild(region="us")
            here = add_guild()

            assert guild_at("eu", "argent-dawn", "lantern-watch").id == here


class TestGuildPath:
    def test_letters_beyond_ascii_are_quoted(self) -> None:
        assert (
            guild_path("eu", "argent-dawn", "Стражи")
            == "/guilds/eu/argent-dawn/%D1%81%D1%82%D1%80%D0%B0%D0%B6%D0%B8/"
        )
