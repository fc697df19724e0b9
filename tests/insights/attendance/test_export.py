"""Who was in the raids, as rows of a file."""

from tests.insights.attendance.test_view import FIRST, REPORTS, raider
from webapp.insights.attendance.export import ATTENDANCE, attendance_cells
from webapp.insights.attendance.page import Raids
from webapp.insights.attendance.view import attendance


def test_each_line_of_the_page_is_a_row_and_a_share_of_few_is_empty() -> None:
    people = [raider("Jaina", 3), raider("New", 1, since=REPORTS[-1])]
    raids = Raids(is_connected=True, succeeded_at=FIRST, reports=REPORTS, raiders=people)
    found = attendance(raids, is_officer=False)

    rows = [dict(zip(ATTENDANCE, row, strict=True)) for row in attendance_cells(found)]

    told = ("Member", "Realm", "Seen in", "Of", "Share in per cent", "Last seen in", "As of")
    assert [tuple(row[name] for name in told) for row in rows] == [
        ("New", "Argent Dawn", 1, 1, None, REPORTS[-1], FIRST),
        ("Jaina", "Argent Dawn", 3, 4, 75, REPORTS[-1], FIRST),
    ]
