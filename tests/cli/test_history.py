"""flask history …: what is old is thinned or moved, and said in a sentence."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.cards.people import Cards
from tests.cli.conftest import Run
from tests.history.past import take
from webapp.history.days import DAY
from webapp.lib import clock


@pytest.fixture
def old(app: Flask) -> None:
    """Let somebody change on three days of a week that is 200 days ago."""
    week = clock.now() - 200 * DAY
    with app.app_context():
        cards = Cards(app)
        thrall = cards.character()
        for number in range(3):
            cards.change(thrall, equipped_item_level=700 + number)
            take(thrall, at=week + number * DAY, week_start=week)


@pytest.mark.usefixtures("old")
class TestThin:
    def test_it_says_how_many_go(self, run: Run) -> None:
        dry, done, again = run("history", "thin", "--dry-run"), run("history", "thin"), run("history", "thin")

        assert dry.output.startswith("2 days from before ")
        assert "would be removed" in dry.output
        assert "were removed" in done.output
        assert again.output.startswith("0 days")


@pytest.mark.usefixtures("old")
class TestArchive:
    def test_it_says_what_it_did(self, run: Run, tmp_path: Path) -> None:
        border = f"{clock.now() - timedelta(days=100):%Y-%m-%d}"
        words = ("history", "archive", "--before", border, "--to", str(tmp_path / "old"))

        dry, done = run(*words, "--dry-run"), run(*words)

        assert dry.output == f"3 rows from before {border} would be archived.\n"
        assert done.output == f"3 rows from before {border} were moved to 1 file in {tmp_path / 'old'}.\n"
        assert len(list((tmp_path / "old").iterdir())) == 1

    def test_an_empty_folder_is_not_this_one(self, run: Run) -> None:
        result = run("history", "archive", "--before", "2026-01-01", "--to", "")

        assert (result.exit_code, result.stdout) == (2, "")
        assert "--to is empty" in result.stderr

    def test_what_pages_show_is_refused(self, run: Run, tmp_path: Path) -> None:
        result = run("history", "archive", "--before", f"{clock.now():%Y-%m-%d}", "--to", str(tmp_path))

        assert (result.exit_code, result.stdout) == (2, "")
        assert "Nothing was archived: pages show the last 90 days" in result.stderr
