"""A character's weeks as a file, for those who see them."""

from datetime import timedelta

from flask import Flask

from tests.characters.rows import add_past, raider
from tests.characters.test_history_view import START, WEEK, seen, snapshot
from tests.support.deciding import decide
from tests.support.signed_in import browser_of, enlisted
from webapp.characters.export import WEEKS, weeks_cells
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.web.downloads import SOURCE

FILE = "/characters/eu/argent-dawn/Nildank/history/csv"


def test_a_week_is_a_row_and_one_that_nobody_knows_has_no_figures() -> None:
    view = seen(snapshot(0, 700, rating=2400.6), snapshot(2, 712, rating=None))

    rows = weeks_cells(view)

    as_of = (START + 2 * WEEK + timedelta(days=6)).isoformat()
    assert [len(row) for row in rows] == [len(WEEKS)] * 3
    assert [row[1:] for row in rows] == [[712, None, as_of], [None, None, as_of], [700, 2401, as_of]]
    assert weeks_cells(None) == []


def test_the_file_has_the_weeks_that_the_page_shows(app: Flask) -> None:
    add_past(app, raider(app, last_login_at=clock.now()), 300, 312)
    member = browser_of(app, enlisted(app, 1, "Jaina", rank=4))

    answer = member.get(FILE)
    shown = member.get(FILE.removesuffix("/history/csv")).text

    weeks = [line.split(",") for line in answer.text.splitlines()[1:]]
    known = [(week, level) for week, level, *_ in weeks if level]
    assert [level for _, level in known] == ["312", "300"]
    assert shown.count("<tr") > len(weeks) >= 2
    assert "history-eu-argent-dawn-Nildank-" in answer.headers["Content-Disposition"]


def test_it_is_for_those_to_whom_the_page_shows_the_weeks(app: Flask) -> None:
    raider(app, last_login_at=clock.now())
    member = browser_of(app, enlisted(app, 1, "Jaina", rank=4))

    assert member.get(FILE).text.removeprefix("\ufeff").splitlines() == [",".join([*WEEKS, SOURCE])]
    decide(app, 1, Tool.LAST_SEEN, min_rank=0)
    assert member.get(FILE).status_code == 403
    assert app.test_client().get(FILE).status_code == 404
