"""The weeks of a guild as a file, for those who see them on the page."""

import csv
import io

import pytest
from flask import Flask

from tests.support.deciding import decide
from tests.support.roll import PAGE, add_guild
from tests.support.signed_in import browser_of, enlisted
from webapp.permissions.policy import Tool

FILE = f"{PAGE}insights/csv"
CLOSED = ("attendance", "gains")
"""What tells when somebody was in the game."""
RANKS = (("Jaina", 1), ("Vol", 5))


@pytest.fixture
def guild(app: Flask) -> int:
    """Give a guild without members."""
    with app.app_context():
        return add_guild()


class TestDownload:
    def test_who_may_export_and_sees_the_insights_gets_them(self, app: Flask, guild: int) -> None:
        officer, raider = (browser_of(app, enlisted(app, guild, name, rank=rank)) for name, rank in RANKS)

        found = list(csv.DictReader(io.StringIO(officer.get(FILE).text.removeprefix("\ufeff"))))

        assert (len(found), found[0]["Came"], raider.get(FILE).status_code) == (1, "0", 403)
        assert [FILE in browser.get(f"{PAGE}insights/").text for browser in (officer, raider)] == [
            True,
            False,
        ]

    def test_to_whom_insights_are_closed_the_file_is_too(self, app: Flask, guild: int) -> None:
        officer = browser_of(app, enlisted(app, guild, "Jaina", rank=1))
        decide(app, guild, Tool.INSIGHTS, min_rank=0)

        assert officer.get(FILE).status_code == 403

    @pytest.mark.parametrize("what", ["attendance", "balance", "gains", "specs", "trends"])
    def test_each_table_has_a_file_for_whom_it_is_shown_to(self, app: Flask, guild: int, what: str) -> None:
        officer, raider = (browser_of(app, enlisted(app, guild, name, rank=rank)) for name, rank in RANKS)
        files = [one.get(f"{PAGE}insights/{what}/csv") for one in (officer, raider)]
        decide(app, guild, Tool.LAST_SEEN, min_rank=0)

        assert [one.status_code for one in files] == [200, 403]
        assert files[0].text.splitlines()[0].endswith(",As of,Source")
        assert [officer.get(f"{PAGE}insights/{one}/csv").status_code for one in CLOSED] == [403, 403]
