"""Deleting one's data in a real browser, and staying deleted through what the workers do after it."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from simulator import Simulator
from tests.accounts.journeys import characters_of, people, truth
from tests.accounts.test_views_guilds import workers_do_what_is_due
from tests.browser.conftest import Visitor, at_simulated_battlenet, be
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Character

pytestmark = pytest.mark.browser


@pytest.fixture
def settings(settings: Settings, simulator: Simulator) -> Settings:
    """Give settings of an app whose Battle.net is a simulator."""
    return at_simulated_battlenet(settings, simulator)


def numbers(app: Flask) -> set[int | None]:
    with app.app_context():
        return {one.bnet_character_id for one in db.session.query(Character)}


class TestForgotten:
    def test_one_deletes_oneself_and_stays_deleted_until_one_chooses_otherwise(
        self, app: Flask, simulator: Simulator, stranger: Visitor
    ) -> None:
        own, number = truth(simulator, "officer"), simulator.control.account("officer")["id"]
        with stranger.visit("/") as seen:
            be(seen.page, "Officer")
            expect(seen.page.locator(".person")).to_be_visible()
            workers_do_what_is_due(app)
            assert own <= numbers(app)
            seen.page.locator(".person summary").click()
            seen.page.get_by_role("link", name="My data").click()
            with seen.page.expect_download() as download:
                seen.page.get_by_role("link", name="Take it all along as a file").click()
            assert download.value.suggested_filename == "muster-my-data.json"

            seen.page.get_by_label("Type forget me").fill("forget me")
            seen.page.get_by_role("button", name="Delete everything").click()

            expect(seen.page.get_by_role("heading", name="You are forgotten here")).to_be_visible()
            workers_do_what_is_due(app)
            assert (own & numbers(app), people(app)) == (set(), [])

            seen.page.get_by_role("link", name="To the first page").click()
            be(seen.page, "Officer")
            expect(seen.page.get_by_role("heading", name="your characters stay forgotten")).to_be_visible()
            workers_do_what_is_due(app)
            assert characters_of(app, number) == set()

            seen.page.get_by_role("button", name="Bring my characters back").click()
            seen.page.get_by_role("button", name="Officer").first.click()
            expect(seen.page.locator(".person")).to_be_visible()
            assert characters_of(app, number) == own
