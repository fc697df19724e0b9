"""What was played and who was in the raids, as numbers; what a page does not tell is null."""

from tests.insights.attendance.test_view import FIRST, REPORTS, raider
from tests.insights.trends.test_view import AT, GUILD, count
from webapp.api.guilds.played import attendance_object, trends_object
from webapp.insights.attendance.page import Raids
from webapp.insights.attendance.view import NOT_CONNECTED, attendance
from webapp.insights.trends.page import Counted
from webapp.insights.trends.view import trends


class TestTrendsObject:
    def test_weeks_have_numbers_or_why_they_have_none(self) -> None:
        counts = [count(6, 1_040, 780), count(4, 40, 30, back=1)]
        counted = Counted(at=AT, counts=counts, guild_since=None, since=None)

        found = trends_object(trends(counted, GUILD, is_open=True))

        guild = found["scopes"][0]
        assert (found["countedAt"], found["least"], guild["scope"]) == ("2026-11-24T12:00:00Z", 5, "guild")
        assert guild["weeks"][0] == {
            "beginsOn": "2026-11-17",
            "endsOn": "2026-11-24",
            "runsAtLeast": 1_040,
            "players": 6,
            "timedPercent": 75,
            "why": None,
        }
        assert (guild["weeks"][1]["runsAtLeast"], guild["weeks"][1]["why"]) == (None, "not read yet")
        assert guild["specs"] == [
            {"spec": "Fury Warrior", "classId": 1, "players": 6, "percent": 100, "percentBefore": None}
        ]


class TestAttendanceObject:
    def test_members_have_what_they_were_seen_in(self) -> None:
        raids = Raids(
            is_connected=True,
            succeeded_at=FIRST,
            reports=REPORTS,
            raiders=[raider("Jaina", 3)],
            members=5,
        )

        found = attendance_object(attendance(raids, is_officer=True))

        assert (found["reports"], found["unseen"], found["why"]) == (4, 4, None)
        assert found["members"] == [
            {
                "characterName": "Jaina",
                "href": "/api/v1/Jaina",
                "classId": 8,
                "seen": 3,
                "of": 4,
                "benched": 1,
                "lastAt": "2026-11-07T19:00:00Z",
            }
        ]

    def test_without_warcraft_logs_it_says_why(self) -> None:
        assert (
            attendance_object(attendance(Raids(is_connected=False), is_officer=True))["why"] == NOT_CONNECTED
        )
