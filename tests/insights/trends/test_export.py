"""What was played, as rows of files."""

from tests.insights.trends.test_view import AT, GUILD, count
from webapp.history.days import WEEK
from webapp.insights.trends.export import SPECS, WEEKS, specs_cells, weeks_cells
from webapp.insights.trends.page import EVERYBODY, Counted, Trends
from webapp.insights.trends.view import trends


def counted() -> Trends:
    mine = (count(6, 1040, 780), count(7, 50, 30, back=1), count(6, 19, 19, back=2))
    everybody = [count(20, 2000, 900, scope=EVERYBODY)]
    found = Counted(at=AT, counts=[*mine, *everybody], guild_since=AT - 3 * WEEK, since=AT)
    return trends(found, GUILD, is_open=True)


def test_each_seven_days_of_the_page_are_a_row_and_what_is_not_told_is_empty() -> None:
    rows = [dict(zip(WEEKS, row, strict=True)) for row in weeks_cells(counted())]

    told = ("Up to", "Runs at least", "Players", "In time in per cent", "Why not told", "As of")
    assert [tuple(row[name] for name in told) for row in rows if row["Whose"] == "In the guild"] == [
        ("2026-11-24", 1040, 6, 75, None, AT),
        ("2026-11-17", 50, 7, 60, None, AT),
        ("2026-11-10", 19, 6, None, None, AT),
        ("2026-11-03", None, None, None, "not read yet", AT),
        ("2026-10-27", None, None, None, "not read yet", AT),
    ]


def test_each_spec_of_the_page_is_a_row_and_what_is_not_known_is_empty() -> None:
    rows = [dict(zip(SPECS, row, strict=True)) for row in specs_cells(counted())]

    told = ("Whose", "Spec", "Players", "Share in per cent", "Before in per cent", "Points")
    assert [tuple(row[name] for name in told) for row in rows] == [
        ("In the guild", "Fury Warrior", 6, 100, 100, 0),
        ("Everybody who is read here", "Fury Warrior", 20, 100, None, None),
    ]
