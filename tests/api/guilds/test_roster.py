"""The roster for programs: narrowed by a query, and by no note."""

from flask import Flask

from tests.api.conftest import Program, Town, program
from tests.support.deciding import decide
from tests.support.roll import add_member
from webapp.permissions.policy import Tool


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

    def test_cells_have_identifiers_that_no_word_of_a_page_changes(self, app: Flask, town: Town) -> None:
        roster = program(app).ask("GET", f"/api/v1/guilds/{town.guild_id}/roster").json or {}

        keys = set(roster["members"][0])
        assert {"name", "realm", "item_level", "problems", "last_seen_at", "checked_at"} <= keys
        assert all(key.replace("_", "").isalpha() and key.islower() for key in keys)

    def test_pages_follow_each_other_by_what_the_last_one_said(
        self, app: Flask, guilds: Program, town: Town
    ) -> None:
        with app.app_context():
            for number in range(50):
                add_member(town.guild_id, f"Footman{chr(97 + number // 26)}{chr(97 + number % 26)}")
        below, names = f"/api/v1/guilds/{town.guild_id}/roster?sort=name&page_size=50", []
        after = ""

        for _page in range(2):
            found = guilds.ask("GET", below + after).json or {}
            names += [one["name"] for one in found["members"]]
            after = f"&after={found['next']}"

        assert (len(set(names)), len(names), found["next"]) == (51, 51, None)

    def test_what_a_guild_lets_nobody_export_is_not_given_to_its_tokens(
        self, app: Flask, guilds: Program, town: Town
    ) -> None:
        decide(app, town.guild_id, Tool.EXPORT, is_on=False)

        asked = [
            guilds.ask("GET", f"/api/v1/guilds/{town.guild_id}/{one}")
            for one in ("roster", "events", "insights")
        ]

        assert [one.status_code for one in asked] == [404, 404, 404]
