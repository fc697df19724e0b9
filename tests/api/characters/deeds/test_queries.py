"""The runs and kills of a character for programs: in pages, each once, for those who may know of them."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.api.conftest import Program, populate, program
from tests.support.deciding import decide
from tests.support.roll import NOON
from webapp.api.characters.deeds.queries import After, after_in
from webapp.database import transaction
from webapp.models import BossKill, MythicRun
from webapp.permissions.tokens import Scope

HISTORY = "/api/v1/characters/eu/argent-dawn/Jaina/history"
HOUR = timedelta(hours=1)


@pytest.fixture
def reader(app_on: Flask) -> Program:
    """Give a program of Jaina's guild, who has runs and kills, on each database in turn."""
    town = populate(app_on)
    with app_on.app_context(), transaction() as session:
        for back, dungeon_id in ((0, 161), (1, 9), (1, 161)):
            run = {"level": 12, "is_timed": True, "duration_ms": 5, "rating": 300.5, "season_id": 18}
            at = NOON - back * HOUR
            mine = {"character_id": town.jaina_id, "completed_at": at, "dungeon_id": dungeon_id}
            session.add(MythicRun(**mine, **run))
        for boss_id, difficulty in ((2733, "HEROIC"), (2733, "NORMAL"), (2734, "HEROIC")):
            kill = {"boss_id": boss_id, "difficulty": difficulty, "raid_id": 1307, "kills": 4}
            session.add(BossKill(character_id=town.jaina_id, killed_at=NOON, **kill))
    return program(app_on, Scope.CHARACTERS_READ, guild_id=town.guild_id)


def pages(reader: Program, what: str, limit: int) -> list[list[tuple[object, ...]]]:
    """Return all pages, each row as what tells it from others."""
    found, cursor = [], ""
    while True:
        query = f"?limit={limit}" + (f"&before={cursor}" if cursor else "")
        page = reader.ask("GET", f"{HISTORY}/{what}{query}").json or {}
        names = ("completedAt", "dungeonId") if what == "runs" else ("bossId", "difficulty")
        found.append([tuple(row[name] for name in names) for row in page[what]])
        if page["next"] is None:
            return found
        cursor = page["next"]


class TestRuns:
    def test_they_come_the_newest_first_in_pages_and_each_once(self, reader: Program) -> None:
        noon, before = "2026-11-21T12:00:00Z", "2026-11-21T11:00:00Z"

        assert pages(reader, "runs", 1) == [[(noon, 161)], [(before, 161)], [(before, 9)]]
        assert pages(reader, "runs", 3) == [[(noon, 161), (before, 161), (before, 9)]]

    def test_a_run_is_told_with_what_is_known_of_it(self, reader: Program) -> None:
        newest = (reader.ask("GET", f"{HISTORY}/runs").json or {})["runs"][0]

        assert newest == {
            "dungeonId": 161,
            "dungeon": "Skyreach",
            "level": 12,
            "isTimed": True,
            "durationMs": 5,
            "rating": 300.5,
            "seasonId": 18,
            "completedAt": "2026-11-21T12:00:00Z",
        }


class TestKills:
    def test_those_of_one_moment_come_in_pages_and_each_once(self, reader: Program) -> None:
        assert pages(reader, "kills", 1) == [[(2734, "HEROIC")], [(2733, "NORMAL")], [(2733, "HEROIC")]]

    def test_a_kill_is_told_with_its_raid(self, reader: Program) -> None:
        newest = (reader.ask("GET", f"{HISTORY}/kills").json or {})["kills"][0]

        assert (newest["raid"], newest["boss"], newest["kills"]) == ("The Voidspire", "Vorasius", 4)

    def test_a_known_version_is_not_sent_again(self, reader: Program) -> None:
        etag = reader.ask("GET", f"{HISTORY}/kills").headers["ETag"]

        again = reader.ask("GET", f"{HISTORY}/kills", headers={"If-None-Match": etag})

        assert again.status_code == 304


class TestAudience:
    @pytest.mark.parametrize("what", ["runs", "kills"])
    def test_where_nobody_is_told_when_somebody_played_there_are_none(
        self, app_on: Flask, reader: Program, what: str
    ) -> None:
        decide(app_on, 1, "last_seen", is_on=False)

        answer = reader.ask("GET", f"{HISTORY}/{what}")

        assert (answer.status_code, "runs and kills" in (answer.json or {})["detail"]) == (404, True)

    @pytest.mark.parametrize("query", ["before=5", "before=1-2-3-4", "before=x-1-", "limit=0"])
    def test_what_does_not_fit_is_named(self, reader: Program, query: str) -> None:
        assert reader.ask("GET", f"{HISTORY}/runs?{query}").status_code == 422

    @pytest.mark.parametrize("what", ["runs", "kills"])
    def test_a_place_that_no_row_can_have_is_one_too(self, reader: Program, what: str) -> None:
        answer = reader.ask("GET", f"{HISTORY}/{what}?before=1700000000000000-9999999999-")

        assert answer.status_code in {200, 422}


class TestAfter:
    def test_a_cursor_comes_back(self) -> None:
        after = After(NOON + timedelta(microseconds=7), 2733, "HEROIC")

        assert after_in(after.text()) == after
        assert after_in(None) is None
