"""Who was in the raids in words: a share of the reports that could be, or why nothing is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from webapp.insights.attendance.page import Raider, Raids
from webapp.insights.attendance.view import NO_REPORTS, NOT_CONNECTED, NOT_YET, attendance

FIRST = datetime(2026, 11, 4, 19, tzinfo=UTC)
DAY = timedelta(days=1)
REPORTS = [FIRST + number * DAY for number in range(4)]


def raider(name: str, seen: int, *, since: datetime | None = None) -> Raider:
    return Raider(
        name=name,
        realm="Argent Dawn",
        path=f"/{name}",
        class_id=8,
        since=since,
        seen=seen,
        benched=1,
        last_at=REPORTS[-1],
    )


def told(*raiders: Raider, reports: int = 4) -> list[tuple[str, int, int, str]]:
    raids = Raids(is_connected=True, succeeded_at=FIRST, reports=REPORTS[:reports], raiders=raiders)
    return [(one.name, one.seen, one.of, one.share) for one in attendance(raids, is_officer=False).lines]


class TestAttendance:
    def test_the_most_faithful_come_first_and_equals_by_name(self) -> None:
        assert told(raider("Uther", 2), raider("Thrall", 4), raider("Jaina", 2)) == [
            ("Thrall", 4, 4, "100 %"),
            ("Jaina", 2, 4, "50 %"),
            ("Uther", 2, 4, "50 %"),
        ]

    def test_of_who_joined_later_the_reports_since_then_count(self) -> None:
        later = raider("Later", 2, since=FIRST + DAY)
        earlier_than_told = raider("Moved", 4, since=FIRST + DAY)

        assert told(later, earlier_than_told) == [("Moved", 4, 4, "100 %"), ("Later", 2, 3, "67 %")]

    def test_of_few_reports_there_is_no_share(self) -> None:
        assert told(raider("Jaina", 1), reports=2) == [("Jaina", 1, 2, "too few to say")]

    def test_who_was_in_none_is_counted(self) -> None:
        raids = Raids(is_connected=True, reports=REPORTS, raiders=[raider("Jaina", 1)], members=30)

        found = attendance(raids, is_officer=False)

        assert (found.unseen, found.reports, found.first_at, found.last_at) == (29, 4, FIRST, REPORTS[-1])

    def test_who_wants_to_stand_on_no_leaderboard_is_named_to_officers_only(self) -> None:
        people = [raider("Jaina", 1), replace(raider("Uther", 4), is_unlisted=True)]
        raids = Raids(is_connected=True, reports=REPORTS, raiders=people, members=30)

        member, officer = (attendance(raids, is_officer=one) for one in (False, True))

        assert ([one.name for one in member.lines], member.unlisted) == (["Jaina"], 1)
        assert ([one.name for one in officer.lines], officer.unlisted) == (["Uther", "Jaina"], 0)
        assert {(one.seen, one.unseen) for one in (member, officer)} == {(2, 28)}

    @pytest.mark.parametrize(
        ("raids", "sentence", "trouble"),
        [
            (Raids(is_connected=False), NOT_CONNECTED, ""),
            (Raids(is_connected=True), NOT_YET, ""),
            (Raids(is_connected=True, trouble="No such guild."), "No such guild.", ""),
            (Raids(is_connected=True, succeeded_at=FIRST), NO_REPORTS, ""),
            (Raids(is_connected=True, succeeded_at=FIRST, trouble="Down."), NO_REPORTS, "Down."),
        ],
    )
    def test_without_reports_it_says_why(self, raids: Raids, sentence: str, trouble: str) -> None:
        found = attendance(raids, is_officer=False)

        assert (found.sentence, found.trouble, found.lines) == (sentence, trouble, ())
