"""A guild's raids: a report a night of the season, with those who came, in pages."""

from typing import Any

from tests.simulator.warcraftlogs.conftest import LogsCaller

PAGE = "total per_page current_page from to last_page has_more_pages"
REPORT = "code startTime zone { id name } players { name type presence }"


def attendance(logs: LogsCaller, arguments: str = "limit: 25", *, name: str = "Lantern Watch") -> Any:
    place = f'name: "{name}", serverSlug: "argent-dawn", serverRegion: "EU"'
    asked = (
        f"{{ guildData {{ guild({place}) {{ attendance({arguments}) {{ {PAGE} data {{ {REPORT} }} }} }} }} }}"
    )
    guild = logs.found(asked)["guildData"]["guild"]
    return None if guild is None else guild["attendance"]


class TestAttendance:
    def test_those_who_came_are_of_the_roster_but_for_a_guest(self, logs: LogsCaller) -> None:
        names = {one["name"] for one in logs.sim.control.members()}

        night = attendance(logs)["data"][0]

        came = {one["name"] for one in night["players"]}
        assert (night["zone"]["id"], came - names) == (53, {"Wayfarer"})
        assert {one["presence"] for one in night["players"]} <= {1, 2}
        assert len(came) > 5

    def test_pages_hold_each_night_once_the_newest_first(self, logs: LogsCaller) -> None:
        whole = attendance(logs)
        pages = [attendance(logs, f"limit: 5, page: {number}") for number in (1, 2)]

        codes = [night["code"] for page in pages for night in page["data"]]
        assert codes == [night["code"] for night in whole["data"]][:10]
        assert [(page["from"], page["to"], page["has_more_pages"]) for page in pages] == [
            (1, 5, True),
            (6, 10, True),
        ]
        starts = [night["startTime"] for night in whole["data"]]
        assert starts == sorted(starts, reverse=True)
        assert attendance(logs, "page: 99")["data"] == []

    def test_another_zone_has_no_nights_and_another_name_no_guild(self, logs: LogsCaller) -> None:
        assert attendance(logs, "zoneID: 46")["total"] == 0
        assert attendance(logs, name="Nobody") is None

    def test_a_guild_is_found_by_its_number_too(self, logs: LogsCaller) -> None:
        found = logs.found("{ guildData { guild(id: 300000) { id } } }")

        assert found["guildData"]["guild"] == {"id": 300000}
        assert logs.found("{ guildData { guild(id: 7) { id } } }")["guildData"]["guild"] is None

    def test_a_guild_without_a_place_is_an_error(self, logs: LogsCaller) -> None:
        content = logs.ask('{ guildData { guild(name: "Lantern Watch") { id } } }').json()

        assert "guild needs" in content["errors"][0]["message"]

    def test_it_costs_points(self, logs: LogsCaller) -> None:
        before, after = (
            logs.found(f"{{ {asked} rateLimitData {{ pointsSpentThisHour }} }}")["rateLimitData"]
            for asked in ("", "guildData { guild(id: 300000) { attendance { total } } }")
        )

        assert after["pointsSpentThisHour"] > before["pointsSpentThisHour"]
