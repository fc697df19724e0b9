"""What there is room for: a roster on paper, and its filters on a phone."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.conftest import ROWS, Visitor, add_people
from tests.support.roll import PAGE

pytestmark = pytest.mark.browser


class TestPaper:
    def test_it_has_words_and_no_controls(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            visit.page.emulate_media(media="print")

            expect(visit.page.locator("#filters")).to_be_hidden()
            expect(visit.page.locator(f"{ROWS} .class .glyph").first).to_be_hidden()
            expect(visit.page.locator(f"{ROWS} .rank").first).to_be_visible()


class TestPhone:
    @pytest.mark.parametrize("is_scripted", [True, False])
    def test_the_filters_stand_behind_one_button(
        self, app: Flask, visitor: Visitor, *, is_scripted: bool
    ) -> None:
        add_people(app)
        phone = {"width": 390, "height": 844}

        with visitor.visit(PAGE, viewport=phone, java_script_enabled=is_scripted) as visit:
            expect(visit.page.locator("#find")).to_be_visible()
            expect(visit.page.locator(".filters .tick").first).to_be_hidden()
            visit.page.locator(".folds summary").click()

            expect(visit.page.locator(".filters .tick").first).to_be_visible()
