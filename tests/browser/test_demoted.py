"""A page is open while its viewer loses what it needs: the next click leads to the sentence."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.test_roster import begin_run
from tests.support.deciding import decide, rank_of
from tests.support.roll import PAGE, add_guild, add_member
from tests.support.signed_in import enlisted
from tests.support.windows import Windows
from webapp.lib import clock
from webapp.web.guild_address import UNKNOWN_GUILD
from webapp.web.session_cookie import NAME

pytestmark = pytest.mark.browser
RANK, LOWER = 3, 6


@pytest.fixture
def guild_id(app: Flask) -> int:
    """Give a guild in which the last ranks have neither the roster nor the audit."""
    with app.app_context():
        guild_id = add_guild(roster_succeeded_at=clock.now())
        add_member(guild_id, "Thrall", rank=0, problem_count=2)
    return guild_id


@pytest.fixture
def page(app: Flask, guild_id: int, windows: Windows, address: str) -> Iterator[Page]:
    """Give the roster as Muradin sees it while his rank is high enough."""
    person = enlisted(app, guild_id, "Muradin", rank=RANK)
    with windows.page(address) as page:
        page.context.add_cookies([{"name": NAME, "value": person.cookie, "url": address}])
        page.set_default_timeout(8_000)
        yield page


class TestDemoted:
    def test_the_next_click_shows_why_the_page_is_closed(
        self, app: Flask, guild_id: int, page: Page, address: str
    ) -> None:
        decide(app, guild_id, "roster", min_rank=RANK)
        page.goto(address + PAGE)
        rank_of(app, guild_id, "Muradin", LOWER)

        page.get_by_role("link", name="M+ rating").click()

        expect(page.get_by_text(UNKNOWN_GUILD[:40])).to_be_visible()
        expect(page.locator(".roster")).to_have_count(0)

    def test_a_page_that_polls_does_not_go_silent(
        self, app: Flask, guild_id: int, page: Page, address: str
    ) -> None:
        decide(app, guild_id, "roster", min_rank=RANK)
        begin_run(app, guild_id)
        page.goto(address + PAGE)
        expect(page.locator("#strip .doing")).to_be_visible()

        rank_of(app, guild_id, "Muradin", LOWER)

        expect(page.get_by_text(UNKNOWN_GUILD[:40])).to_be_visible()

    def test_a_sort_that_closed_meanwhile_is_refused_with_the_rank_that_has_it(
        self, app: Flask, guild_id: int, page: Page, address: str
    ) -> None:
        decide(app, guild_id, "gear_audit", min_rank=RANK)
        page.goto(address + PAGE)
        rank_of(app, guild_id, "Muradin", LOWER)

        page.get_by_role("link", name="Audit").click()

        expect(page.get_by_role("alert")).to_contain_text("sort cannot be audit")
        expect(page.get_by_text("The gear audit: only rank 3 and above; you have rank 6")).to_be_visible()
        expect(page.get_by_text("2 problems")).to_have_count(0)

    def test_a_button_that_closed_meanwhile_says_who_may_press_it(
        self, app: Flask, guild_id: int, page: Page, address: str
    ) -> None:
        decide(app, guild_id, "sync", min_rank=RANK)
        page.goto(address + PAGE)
        rank_of(app, guild_id, "Muradin", LOWER)

        page.get_by_role("button", name="Refresh now").click()

        expect(page.get_by_text("Refreshing: only rank 3 and above; you have rank 6")).to_be_visible()
