"""Who was in the raids as rows of a file: those that the page shows. Pure."""

from collections.abc import Sequence

from webapp.insights.attendance.page import Attendance
from webapp.lib.csv_text import Cell
from webapp.lib.printed_numbers import number_in

ATTENDANCE = (
    "Member",
    "Realm",
    "Seen in",
    "Of",
    "Share in per cent",
    "Only on the bench",
    "Last seen in",
    "As of",
)


def attendance_cells(found: Attendance) -> list[Sequence[Cell]]:
    """Return a row for each member whom the page shows; a share that is too few to say is empty."""
    return [
        [
            *(one.name, one.realm, one.seen, one.of, number_in(one.share.removesuffix(" %"))),
            *(one.benched, one.last_at, found.as_of),
        ]
        for one in found.lines
    ]
