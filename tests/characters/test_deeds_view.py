"""Runs and kills in words."""

from dataclasses import replace
from datetime import UTC, datetime

from webapp.characters.deeds_view import kill_lines, run_lines
from webapp.history.facts import Kill, Run

AT = datetime(2026, 11, 20, 21, tzinfo=UTC)
RUN = Run(
    dungeon_id=161,
    completed_at=AT,
    level=12,
    is_timed=True,
    duration_ms=1_711_000,
    rating=372.4,
    season_id=18,
)
KILL = Kill(raid_id=1307, boss_id=2733, difficulty="HEROIC", killed_at=AT, kills=1_004)


class TestRunLines:
    def test_a_run_has_its_level_time_and_whether_it_was_in_time(self) -> None:
        late = replace(RUN, is_timed=False)

        first, second = run_lines([RUN, late])

        assert (first.dungeon, first.key, first.timed, first.time, first.rating, first.done_at) == (
            "Skyreach",
            "+12",
            "in time",
            "28:31",
            "372",
            AT,
        )
        assert second.timed == "over time"


class TestKillLines:
    def test_a_kill_has_its_day_and_how_many_there_were_up_to_it(self) -> None:
        (line,) = kill_lines([KILL])

        assert (line.boss, line.raid, line.difficulty, line.kills, line.killed_at) == (
            "Imperator Averzian",
            "The Voidspire",
            "Heroic",
            "1,004",
            AT,
        )
