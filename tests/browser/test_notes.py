"""An officer writes a note about a member and another reads it, in a real browser."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import ConsoleMessage, Page, expect
from sqlalchemy import select

from tests.browser.conftest import ROWS, ends_with
from tests.rights.cast import Cast, assemble
from tests.support.roll import PAGE
from tests.support.windows import Windows
from webapp.extensions import db
from webapp.models import NoteRead
from webapp.web.session_cookie import NAME

pytestmark = pytest.mark.browser
NARROW, WIDE = {"width": 390, "height": 800}, {"width": 1440, "height": 900}
CARDS = "/characters/eu/argent-dawn/"
NOTE = "Late twice.\nTalk to him <b>soon</b>."
Open = Callable[..., Page]


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Give a guild whose people have signed in."""
    return assemble(app)


def is_complaint(said: ConsoleMessage) -> bool:
    """Say whether a browser complains; that a form was answered with 409 is what a test is about."""
    return said.type == "error" and "409 (CONFLICT)" not in said.text


@pytest.fixture
def opened(windows: Windows, address: str, cast: Cast) -> Iterator[Open]:
    """Give what opens a page as one of the cast; at the end no browser may have complained."""
    complaints: list[str] = []

    def open_as(who: str, path: str, **window: Any) -> Page:
        page = pages.enter_context(windows.page(address, **window))
        page.set_default_timeout(8_000)
        page.context.add_cookies([{"name": NAME, "value": cast.people[who].cookie, "url": address}])
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    with ExitStack() as pages:
        yield open_as
    assert complaints == []


def write(page: Page, text: str) -> None:
    page.locator("#note").fill(text)
    page.get_by_role("button", name="Save the note").click()


class TestNotes:
    @pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "plain"])
    def test_one_officer_writes_and_another_reads(self, cast: Cast, opened: Open, *, scripted: bool) -> None:
        window = {"java_script_enabled": scripted, "viewport": NARROW}
        page = opened("Jaina", CARDS + "Anduin", **window)
        page.get_by_role("button", name="Write a note").click()
        write(page, NOTE)
        expect(page.locator("#notes")).to_contain_text("by Jaina")

        other = opened("Thrall", CARDS + "Anduin", **window)
        expect(other.locator("#notes")).to_contain_text("Guild master and rank 1")
        other.get_by_role("button", name="Show the notes").click()

        expect(other.locator(".words")).to_have_text(NOTE)
        if not scripted:
            expect(other).to_have_url(re.compile("/notes"))
        else:
            expect(other).not_to_have_url(re.compile("/notes"))
            expect(other.locator("#notes")).to_be_focused()
        with cast.app.app_context():
            rows = {row.reader_id: row.times for row in db.session.scalars(select(NoteRead))}
        assert rows == {cast.id_of("Jaina"): 1, cast.id_of("Thrall"): 1}

    def test_two_who_write_at_once_see_both_texts(self, opened: Open) -> None:
        first, second = (opened(who, CARDS + "Anduin", viewport=WIDE) for who in ("Jaina", "Thrall"))
        for page in (first, second):
            page.get_by_role("button", name="Write a note").click()
            expect(page.locator("#note")).to_be_visible()
        write(first, "Late twice.")
        expect(first.locator("#notes")).to_contain_text("by Jaina")

        with second.expect_response("**/notes/write") as answer:
            write(second, "He is fine.")

        assert answer.value.status == 409
        expect(second.locator(".words")).to_have_text("Late twice.")
        expect(second.locator("#note")).to_have_value("He is fine.")
        second.get_by_role("button", name="Save the note").click()
        expect(second.locator("#notes")).to_contain_text("by Thrall")

    @pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
    def test_nothing_is_wider_than_its_window(self, opened: Open, viewport: dict[str, int]) -> None:
        page = opened("Jaina", CARDS + "Vereesa", viewport=viewport)
        page.get_by_role("button", name="Write a note").click()
        write(page, "W" * 400)
        page.get_by_role("button", name="Show the notes").click()
        expect(page.locator(".words")).to_be_visible()

        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


class TestMains:
    def test_an_alt_is_set_and_stands_below_its_main(self, opened: Open) -> None:
        page = opened("Jaina", CARDS + "Vereesa", viewport=WIDE)
        page.get_by_label("Alt of").fill("jaina")
        page.get_by_role("button", name="Set the main").click()
        expect(page.get_by_label("Alt of")).to_have_value("Jaina")

        roster = opened("Jaina", PAGE, viewport=NARROW)
        rows = roster.locator(ROWS)
        expect(rows.nth(1)).to_contain_text("Jaina")
        expect(rows.nth(2)).to_have_class("c5 alt")
        rows.nth(1).locator(".alts summary").click()
        expect(rows.nth(1).get_by_role("link", name="Vereesa")).to_be_visible()
        roster.keyboard.press("Escape")
        roster.locator("summary", has_text="Filters").click()
        roster.locator("select[name=alts]").select_option("mains")
        expect(rows).to_have_count(3)

        expect(roster).to_have_url(ends_with("?alts=mains"))
        assert roster.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
