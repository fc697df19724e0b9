"""A name that nobody bears here is looked for in the files of an older tool, while its page waits."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Visitor
from webapp.config import current_settings
from webapp.legacyimport.seeking.actions import answer_seeks
from webapp.lib import clock

pytestmark = pytest.mark.browser
HERE = "/characters/eu/frostwolf/"


@pytest.fixture
def with_files(app: Flask, tmp_path: Path) -> Flask:
    """Give an app with a folder that has a file about Thrall, and no worker."""
    thrall = {"name": "Thrall", "class": "shaman", "level": 60, "region": "eu", "realm": "frostwolf"}
    (tmp_path / "thrall.json").write_text(json.dumps(thrall))
    with app.app_context():
        settings = replace(current_settings(), legacy_characters_dir=tmp_path)
    app.extensions["muster_settings"] = settings
    return app


def expect_looking(page: Page, name: str) -> None:
    """Wait until the page says by itself that it is looked for, and that it asks again."""
    expect(page).to_have_url(re.compile(rf"{name}\?sought=[0-9]+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Looking for {name}")
    expect(page.get_by_role("status").filter(has_text="Looking…")).to_be_visible()


def work(app: Flask) -> None:
    """Do what a worker does about it."""
    with app.app_context():
        answer_seeks(clock.now, until=clock.now() + timedelta(seconds=5))


def forgive_404(visit: Visit) -> None:
    """Take out what the browser says of the status of a page of nobody."""
    visit.complaints[:] = [one for one in visit.complaints if "status of 404" not in one]


class TestSeek:
    def test_who_is_in_a_file_is_shown_on_the_page_that_waits(
        self, with_files: Flask, visitor: Visitor
    ) -> None:
        with visitor.visit(f"{HERE}Thrall") as visit:
            expect_looking(visit.page, "Thrall")
            work(with_files)

            expect(visit.page.get_by_role("heading", level=1)).to_have_text("Thrall")
            expect(visit.page.get_by_text("From a file of your old tool")).to_be_visible()
            forgive_404(visit)

    def test_who_is_nowhere_to_be_found_is_told_so_and_nobody_looks_again(
        self, with_files: Flask, visitor: Visitor
    ) -> None:
        with visitor.visit(f"{HERE}Nobody") as visit:
            expect_looking(visit.page, "Nobody")
            work(with_files)

            expect(visit.page.get_by_role("heading", level=1)).to_have_text("Nobody is not kept here")
            expect(visit.page.get_by_text("Nothing to show came from the files")).to_be_visible()
            expect(visit.page.get_by_role("button", name="Look this character up")).to_be_visible()
            expect(visit.page.locator("#seek, [hx-trigger='every 2s']")).to_have_count(0)
            forgive_404(visit)
