"""Files that a page gives away."""

from typing import Any
from urllib.parse import unquote

import pytest

from webapp.web.downloads import csv_answer, guild_file
from webapp.web.guild_address import GuildAddress
from webapp.words import ATTRIBUTION


def address_named(name: str) -> GuildAddress:
    known: dict[str, Any] = {"region": "eu", "realm": "argent-dawn", "realm_name": "Argent Dawn"}
    return GuildAddress(id=1, name=name, faction=None, data_version=0, missing_since=None, **known)


class TestCsvAnswer:
    def test_a_browser_saves_it_under_its_name(self) -> None:
        answer = csv_answer("lantern-watch-2026-11-21", ["name"], [["Ærwyn"]])

        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="lantern-watch-2026-11-21.csv"'
        assert answer.get_data() == f"\ufeffname,Source\r\nÆrwyn,{ATTRIBUTION}\r\n".encode()


class TestGuildFile:
    @pytest.mark.parametrize(
        ("guild", "plain", "whole"),
        [
            ("Lantern Watch", "roster-eu-argent-dawn-lantern-watch-2026-11-21.csv", None),
            ("Ünder", "roster-eu-argent-dawn-under-2026-11-21.csv", "ünder"),
            ('燈籠"; x=\r\n', "roster-eu-argent-dawn-x-2026-11-21.csv", '燈籠";-x='),
        ],
    )
    def test_its_name_says_which_guild_in_letters_that_every_program_takes(
        self, guild: str, plain: str, whole: str | None
    ) -> None:
        name = guild_file("roster", address_named(guild), "2026-11-21")
        header = csv_answer(name, [], []).headers["Content-Disposition"]

        first, _, rest = header.partition("; filename*=UTF-8''")
        assert first == f'attachment; filename="{plain}"'
        assert (whole or "") in unquote(rest)
        assert header.isascii()
