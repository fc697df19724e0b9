"""A page of an unknown name has it looked for among files: by a worker, as often as may be, told alike."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.roll import add_guild, add_member
from tests.support.signed_in import browser_of, signed_in
from webapp.config import current_settings
from webapp.extensions import db
from webapp.legacyimport.seeking.actions import answer_seeks
from webapp.lib import clock
from webapp.models import LegacyRecord, LegacyWish

CARDS = "/characters/eu/frostwolf/"


@pytest.fixture
def with_files(app_on: Flask, tmp_path: Path) -> Flask:
    place = {"region": "eu", "realm": "frostwolf"}
    (tmp_path / "thrall.json").write_text(json.dumps({"name": "Thrall", **place}))
    (tmp_path / "lost.json").write_text('{"name": "Lost"}')
    with app_on.app_context():
        settings = replace(current_settings(), legacy_characters_dir=tmp_path)
        add_member(add_guild(), "Hidden", realm="frostwolf")
    app_on.extensions["muster_settings"] = settings
    return app_on


def work(app: Flask) -> None:
    with app.app_context():
        answer_seeks(clock.now, until=clock.now() + timedelta(seconds=5))


def number(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestSeek:
    def test_the_page_waits_and_then_shows_who_was_found(self, with_files: Flask) -> None:
        browser = browser_of(with_files, signed_in(with_files))
        page = browser.get(f"{CARDS}Thrall").text
        before = number(with_files, LegacyWish), number(with_files, LegacyRecord)

        waiting = browser.post(f"{CARDS}Thrall/_seek").headers["HX-Redirect"]
        looking, poll = browser.get(waiting).text, browser.get(f"{CARDS}Thrall/_sought?{waiting[-17:]}")
        work(with_files)

        assert f'hx-post="{CARDS}Thrall/_seek"' in page
        assert before == (0, 0)
        assert "A worker looks through the files" in looking
        assert "Look again at this page" in looking
        assert "HX-Refresh" not in poll.headers
        assert browser.get(f"{CARDS}Thrall/_sought?{waiting[-17:]}").headers["HX-Refresh"] == "true"
        assert browser.get(waiting).status_code == 200

    @pytest.mark.parametrize(
        ("name", "told"), [("Nobody", "Nothing to show came"), ("Lost", "does not say on which realm")]
    )
    def test_it_ends_with_what_to_do(self, with_files: Flask, name: str, told: str) -> None:
        browser = browser_of(with_files, signed_in(with_files))
        waiting = browser.post(f"{CARDS}{name}/_seek").headers["HX-Redirect"]
        work(with_files)

        page = browser.get(waiting)

        assert (page.status_code, told in page.text) == (404, True)
        assert f'formaction="{CARDS}{name}/look-up"' in page.text

    def test_a_member_of_a_closed_guild_is_nobody(self, with_files: Flask) -> None:
        browser, pages = browser_of(with_files, signed_in(with_files)), []
        for name in ("Hidden", "Nobody"):
            waiting = browser.post(f"{CARDS}{name}/_seek").headers["HX-Redirect"]
            work(with_files)
            pages.append("Nothing to show came" in browser.get(waiting).text)

        assert pages == [True, True]

    def test_the_press_without_javascript_looks_there_too(self, with_files: Flask) -> None:
        browser = browser_of(with_files, signed_in(with_files))

        browser.post(f"{CARDS}Thrall/look-up")
        work(with_files)

        assert number(with_files, LegacyRecord) == 1

    def test_strangers_start_nothing(self, with_files: Flask) -> None:
        stranger = browser_of(with_files, None)

        assert stranger.post(f"{CARDS}Thrall/_seek").status_code == 401
        assert "_seek" not in stranger.get(f"{CARDS}Thrall").text
        assert number(with_files, LegacyWish) == 0

    @pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "%2e%2e", "thrall.json", "a%00b", "T*"])
    def test_names_that_are_paths_are_refused(self, with_files: Flask, name: str) -> None:
        answer = browser_of(with_files, signed_in(with_files)).post(f"{CARDS}{name}/_seek")

        assert answer.status_code == 404
        assert number(with_files, LegacyWish) == 0

    def test_without_files_nothing_is_asked(self, app: Flask) -> None:
        assert "_seek" not in browser_of(app, signed_in(app)).get(f"{CARDS}Thrall").text
