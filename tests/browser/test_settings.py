"""A guild master gives a tool to a rank in a real browser, with and without JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import ends_with
from tests.rights.cast import SETTINGS, assemble
from tests.support.windows import Windows
from webapp.lib import clock
from webapp.web.session_cookie import NAME

NARROW, WIDE = {"width": 390, "height": 800}, {"width": 1440, "height": 900}


@contextmanager
def opened(windows: Windows, address: str, cookie: str, **window: Any) -> Iterator[Page]:
    """Open the settings; at the end the browser may not have complained."""
    complaints: list[str] = []
    with windows.page(address, **window) as page:
        page.set_default_timeout(8_000)
        page.context.add_cookies([{"name": NAME, "value": cookie, "url": address}])
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + SETTINGS)
        yield page
    assert complaints == []


class TestMapping:
    @pytest.mark.browser
    @pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "plain"])
    def test_a_tool_is_given_by_name_and_taken_back(
        self, app: Flask, windows: Windows, address: str, *, scripted: bool
    ) -> None:
        cast = assemble(app)
        window = {"java_script_enabled": scripted, "viewport": NARROW}
        with opened(windows, address, cast.people["Thrall"].cookie, **window) as page:
            page.get_by_label("Lowest rank for Officer notes").select_option("4")
            page.get_by_role("button", name="See what changes").click()
            expect(page.locator(".gains").first).to_contain_text("Anduin")
            page.get_by_role("button", name="Save this").click()
            expect(page.locator(".latest")).to_contain_text("Rank 4 and above")
            page.get_by_role("button", name="Undo").click()

            expect(page.locator(".entry").first).to_contain_text("Rank 4 and above → now Rank 1 and above")
            assert len(cast.entries()) == 2

    @pytest.mark.browser
    def test_the_end_of_an_exception_is_meant_in_the_zone_that_the_page_shows(
        self, app: Flask, windows: Windows, address: str
    ) -> None:
        cast = assemble(app)
        with opened(windows, address, cast.people["Thrall"].cookie, timezone_id="Europe/Berlin") as page:
            expect(page.locator("[data-zone]")).to_have_text("time of Europe/Berlin")
            page.locator("select[name=person]").select_option(str(cast.id_of("Anduin")))
            page.locator("select[name=tool]").select_option("officer_notes")
            page.get_by_label("Why").fill("Trial")
            page.get_by_label("Ends").fill(f"{clock.now().year + 1}-07-24T20:30")
            page.get_by_role("button", name="Make the exception").click()

            ends = page.locator(".exceptions time")
            expect(ends).to_contain_text("20:30")
            expect(ends).to_have_attribute("datetime", ends_with("-07-24T18:30:00Z"))

    @pytest.mark.browser
    def test_a_look_as_a_rank_has_its_banner_until_it_is_stopped(
        self, app: Flask, windows: Windows, address: str
    ) -> None:
        cast = assemble(app)
        with opened(windows, address, cast.people["Thrall"].cookie, viewport=WIDE) as page:
            page.get_by_role("button", name="Look as rank 4").click()
            expect(page.locator(".viewing")).to_contain_text("rank 4")
            expect(page.get_by_role("link", name="Settings")).to_have_count(0)
            page.get_by_role("button", name="Stop").click()

            expect(page.get_by_role("heading", name="Settings")).to_be_visible()
            expect(page.locator(".viewing")).to_have_count(0)

    @pytest.mark.browser
    @pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
    @pytest.mark.parametrize("place", ["", "members", "audit"])
    def test_no_page_is_wider_than_its_window(
        self, app: Flask, windows: Windows, address: str, place: str, viewport: dict[str, int]
    ) -> None:
        cast = assemble(app)
        with opened(windows, address, cast.people["Thrall"].cookie, viewport=viewport) as page:
            page.goto(address + SETTINGS + place)

            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
