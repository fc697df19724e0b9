"""The roster for programs: narrowed by a query, and by no note."""

from flask import Flask

from tests.api.conftest import Program, Town, program


class TestMembers:
    def test_a_query_narrows_and_nobody_sees_a_foreign_guild(self, guilds: Program, town: Town) -> None:
        below = f"/api/v1/guilds/{town.guild_id}/roster"
        all_of_them = guilds.ask("GET", f"{below}?sort=name&dir=asc").json or {}
        nobody = guilds.ask("GET", f"{below}?q=name%3AArthas").json or {}
        foreign = guilds.ask("GET", f"/api/v1/guilds/{town.other_guild_id}/roster")

        assert [one["name"] for one in all_of_them["members"]] == ["Jaina"]
        assert (nobody["members"], foreign.status_code) == ([], 404)

    def test_a_query_that_cannot_be_read_is_refused(self, guilds: Program, town: Town) -> None:
        answer = guilds.ask("GET", f"/api/v1/guilds/{town.guild_id}/roster?q=ilvl%3E")

        assert answer.status_code == 422
        assert (answer.json or {})["errors"][0]["field"] == "q"

    def test_a_note_is_no_way_to_narrow(self, app: Flask, town: Town) -> None:
        answer = program(app).ask("GET", f"/api/v1/guilds/{town.guild_id}/roster?q=note%3Ayes")

        assert answer.status_code == 422
