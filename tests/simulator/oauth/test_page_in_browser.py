"""The sign-in page in a real browser: by mouse, by keyboard, on a phone."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from simulator import Simulator
from tests.simulator.application import Application
from tests.support.windows import Windows

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 360, "height": 640}


@pytest.fixture
def page(windows: Windows, sim: Simulator) -> Iterator[Page]:
    """Give a page of a phone's size, and see that nothing was said on its console."""
    said: list[str] = []
    with windows.page(sim.url, viewport=PHONE) as opened:
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        yield opened
    assert said == []


def way_back(sim: Simulator) -> str:
    """Return where the way back leads: to a page that is there, the sign-in for another application."""
    return Application(sim).address(client_id="landed")


def asked(sim: Simulator) -> str:
    """Return an address to sign in at."""
    return Application(sim).address(redirect_uri=way_back(sim))


def redeemed(sim: Simulator, page: Page) -> str:
    """Return who signed in, by the code with which the browser came back."""
    page.wait_for_url("**client_id=landed&**code=EU**")
    code = parse_qs(urlsplit(page.url).query)["code"][0]
    who = Application(sim).redeem(code, redirect_uri=way_back(sim)).json()["sub"]
    return str(who)


class TestTheSignInPage:
    def test_signs_in_whoever_is_pressed(self, sim: Simulator, page: Page) -> None:
        page.goto(asked(sim))

        page.get_by_role("button", name="Raider").click()

        assert redeemed(sim, page) == str(sim.control.account("raider")["id"])

    def test_signs_in_whoever_was_typed_when_enter_is_pressed(self, sim: Simulator, page: Page) -> None:
        stranger = sim.control.account("stranger")
        page.goto(asked(sim))

        page.get_by_label("Somebody else").fill(stranger["battletag"])
        page.keyboard.press("Enter")

        assert redeemed(sim, page) == str(stranger["id"])

    def test_lets_nobody_in_who_denies(self, sim: Simulator, page: Page) -> None:
        page.goto(asked(sim))

        page.get_by_role("button", name="Deny").click()

        page.wait_for_url("**error=access_denied**")

    def test_fits_a_phone(self, sim: Simulator, page: Page) -> None:
        page.goto(asked(sim))

        expect(page.get_by_role("note")).to_contain_text("Made-up Battle.net")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
