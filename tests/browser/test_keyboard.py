"""The roster without a mouse: the focus stays where people left it, whatever is swapped."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from bench.roster_world import write_guild
from tests.browser.conftest import NAMES, ROWS, Visitor, add_people, ends_with, focused_row
from tests.support.roll import PAGE
from webapp.lib import clock

pytestmark = pytest.mark.browser


class TestKeyboard:
    def test_arrows_walk_the_rows(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
                visit.page.keyboard.press(key)

            expect(focused_row(visit.page)).to_have_text("Jaina")

    def test_enter_opens_the_card_of_the_row(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            for key in ("ArrowDown", "ArrowDown", "Enter"):
                visit.page.keyboard.press(key)

            expect(visit.page.get_by_role("heading", level=1)).to_have_text("Jaina")
            expect(visit.page).to_have_url(ends_with("/characters/eu/argent-dawn/Jaina"))

    def test_an_arrow_from_the_filter_stays_on_its_row(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            visit.page.keyboard.press("/")
            visit.page.keyboard.type("jai")
            expect(visit.page.locator(ROWS)).to_have_count(1)
            visit.page.keyboard.press("ArrowDown")
            visit.page.wait_for_timeout(1_000)

            expect(focused_row(visit.page)).to_have_text("Jaina")
            assert sum("_table" in path for path in visit.requests) == 1

    def test_a_hasty_arrow_keeps_a_row_when_the_answer_comes(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            visit.page.keyboard.press("/")
            visit.page.keyboard.type("jai")
            for _ in range(3):
                visit.page.keyboard.press("ArrowDown")
            expect(visit.page.locator(ROWS)).to_have_count(1)

            expect(visit.page.locator(ROWS, has_text="Jaina")).to_be_focused()

    def test_home_and_end_lead_to_the_first_row_and_the_last(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            names = visit.page.locator(NAMES).all_inner_texts()
            visit.page.keyboard.press("ArrowDown")
            visit.page.keyboard.press("End")
            expect(focused_row(visit.page)).to_have_text(names[-1])
            visit.page.keyboard.press("Home")

            expect(focused_row(visit.page)).to_have_text(names[0])

    def test_escape_in_a_menu_leads_back_to_its_button(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            visit.page.locator("summary", has_text="Class").click()
            visit.page.get_by_label("Paladin").focus()
            visit.page.keyboard.press("Escape")

            expect(visit.page.locator("summary", has_text="Class")).to_be_focused()
            expect(visit.page.get_by_label("Paladin")).to_be_hidden()

    def test_the_next_page_begins_at_its_table(self, app: Flask, visitor: Visitor) -> None:
        with app.app_context():
            write_guild("Lantern Watch", 60, now=clock.now(), seed=5)

        with visitor.visit(PAGE + "?page_size=50") as visit:
            visit.page.get_by_role("link", name="Next").press("Enter")
            expect(visit.page.locator(ROWS)).to_have_count(10)

            expect(visit.page.locator("table.roster")).to_be_focused()
            visit.page.keyboard.press("ArrowDown")
            first = visit.page.locator(NAMES).first.inner_text()
            expect(focused_row(visit.page)).to_have_text(first)

    def test_the_first_stop_leads_past_the_menu(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            visit.page.keyboard.press("Tab")

            expect(visit.page.locator(".skip")).to_be_focused()
