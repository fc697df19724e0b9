"""Signing in and out in a real browser, which holds forms, cookies and redirects to their rules."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from simulator import Simulator
from tests.accounts.journeys import people, sessions
from tests.browser.conftest import Visitor, at_simulated_battlenet, be
from webapp.config import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def settings(settings: Settings, simulator: Simulator) -> Settings:
    """Give settings of an app whose Battle.net is a simulator."""
    return at_simulated_battlenet(settings, simulator)


class TestARealBrowser:
    def test_signs_in_and_out_again_without_a_complaint(
        self, app: Flask, simulator: Simulator, stranger: Visitor
    ) -> None:
        officer = simulator.control.account("officer")["battletag"]
        with stranger.visit("/") as seen:
            be(seen.page, "Officer")
            seen.page.get_by_text(officer.partition("#")[0]).first.click()
            expect(seen.page.get_by_text(f"Signed in as {officer}")).to_be_visible()
            signed_in = sessions(app)

            seen.page.get_by_role("button", name="Sign out", exact=True).click()

            expect(seen.page.get_by_role("button", name="Sign in with Battle.net")).to_be_visible()
            assert (signed_in, sessions(app)) == (1, 0)

    def test_that_denies_is_told_so_and_may_try_again(self, app: Flask, stranger: Visitor) -> None:
        with stranger.visit("/") as seen:
            be(seen.page, "Deny")
            expect(seen.page.get_by_text("You chose at Battle.net not to sign in here")).to_be_visible()

            seen.page.get_by_role("button", name="Try again").click()
            seen.page.get_by_role("button", name="Raider").click()

            expect(seen.page.locator(".person")).to_be_visible()
            assert len(people(app)) == 1
            seen.complaints.clear()  # the browser's own word about a page with status 400

    def test_that_shares_nothing_adds_characters_with_one_more_press(
        self, app: Flask, stranger: Visitor
    ) -> None:
        with stranger.visit("/") as seen:
            seen.page.get_by_role("button", name="Sign in with Battle.net").click()
            seen.page.get_by_role("checkbox").uncheck()
            seen.page.get_by_role("button", name="Raider").click()
            expect(
                seen.page.get_by_role("heading", name="You are signed in without characters")
            ).to_be_visible()

            seen.page.get_by_role("button", name="Add my characters").click()
            seen.page.get_by_role("button", name="Raider").click()

            expect(seen.page.locator(".person")).to_be_visible()
            expect(seen.page.get_by_role("heading", name="without characters")).to_have_count(0)
            assert sessions(app) == 1

    def test_goes_on_to_the_page_that_it_wanted(self, stranger: Visitor) -> None:
        with stranger.visit("/sign-in?next=/healthz") as seen:
            be(seen.page, "Officer")

            seen.page.wait_for_url("**/healthz")

    @pytest.mark.parametrize("width", [360, 1280])
    def test_needs_no_script_and_no_room(self, app: Flask, stranger: Visitor, width: int) -> None:
        window = {"width": width, "height": 700}
        with stranger.visit("/sign-in", java_script_enabled=False, viewport=window) as seen:
            overflow = seen.page.locator("main").evaluate("box => box.scrollWidth - box.clientWidth")

            be(seen.page, "Officer")

            expect(seen.page.locator(".person")).to_be_visible()
            assert (overflow, len(people(app))) == (0, 1)
