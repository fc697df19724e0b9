"""Who was in the raids in words: a share of the reports that could be, or why nothing is told."""

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
    return [(one.name, one.seen, one.of, one.share) for one in attendance(raids).lines]


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

        found = attendance(raids)

        assert (found.unseen, found.reports, found.first_at, found.last_at) == (29, 4, FIRST, REPORTS[-1])

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
        found = attendance(raids)

        assert (found.sentence, found.trouble, found.lines) == (sentence, trouble, ())
