"""The search field as people type in it: suggestions, mistakes, and the way without JavaScript."""

import re

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.conftest import NAMES, ROWS, Visitor, add_people
from tests.support.roll import PAGE

pytestmark = pytest.mark.browser
FRESH = "#{}-list:not(.stale) [role=option]"
"""What is suggested for all that was typed: arrows walk nothing else."""


class TestFind:
    def test_a_query_is_built_from_suggestions_with_the_keyboard_alone(
        self, app: Flask, visitor: Visitor
    ) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            field, options = visit.page.locator("#find"), visit.page.locator(FRESH.format("find"))
            visit.page.keyboard.press("/")
            visit.page.keyboard.type("cla")
            expect(options).to_have_count(2)
            visit.page.keyboard.press("ArrowDown")
            expect(field).to_have_attribute("aria-activedescendant", "find-1")
            visit.page.keyboard.press("Enter")
            expect(field).to_have_value("class:")
            visit.page.keyboard.type("pal")
            expect(options).to_have_count(1)
            visit.page.keyboard.press("ArrowDown")
            expect(field).to_have_attribute("aria-activedescendant", "find-1")
            visit.page.keyboard.press("Enter")

            expect(visit.page.locator(ROWS)).to_have_count(1)
            expect(visit.page.locator(NAMES)).to_have_text(["Jaina"])
            expect(visit.page.locator("#find-told .understood")).to_have_text("Read as class:paladin")

    def test_a_mistake_is_pointed_at_and_leaves_the_table_alone(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE + "?q=jai") as visit:
            visit.page.locator("#find").fill("ilv>3 jai")
            expect(visit.page.locator("#find-fault mark")).to_have_text("ilv")
            expect(visit.page.locator("#find")).to_have_attribute("aria-invalid", "true")

            expect(visit.page.locator(NAMES)).to_have_text(["Jaina"])
            visit.page.locator("#find").fill("rank<1")
            expect(visit.page.locator(ROWS)).to_have_count(1)
            expect(visit.page.locator(f"{ROWS} th bdi")).to_have_text(["Thrall"])

    def test_without_javascript_the_page_says_it_under_the_field(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE, java_script_enabled=False) as visit:
            visit.page.locator("#find").fill("class:mag jai")
            visit.page.get_by_role("button", name="Apply").click()

            expect(visit.page.locator("#find-told")).to_contain_text("Did you mean mage?")
            expect(visit.page.locator("#find")).to_have_value("class:mag jai")
            expect(visit.page.locator(ROWS)).to_have_count(3)
            visit.complaints.clear()  # the browser tells of the status 400


class TestEverywhere:
    def test_the_field_of_every_page_leads_on_with_the_keyboard_alone(
        self, app: Flask, visitor: Visitor
    ) -> None:
        add_people(app)

        with visitor.visit("/") as visit:
            options = visit.page.locator(FRESH.format("everywhere"))
            visit.page.keyboard.press("/")
            visit.page.keyboard.type("jain")
            expect(options).to_have_count(2)
            visit.page.keyboard.press("ArrowDown")
            expect(visit.page.locator("#everywhere")).to_have_attribute(
                "aria-activedescendant", "everywhere-1"
            )
            visit.page.keyboard.press("Enter")

            expect(visit.page).to_have_url(re.compile("/characters/eu/.*/Jaina"))
