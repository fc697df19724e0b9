"""The portrait on a card, and what stands there where it cannot be loaded."""

import pytest
from flask import Flask
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visitor
from tests.characters.cards import tidy_card
from tests.characters.rows import CARD, raider

pytestmark = pytest.mark.browser
PORTRAIT = "https://render.worldofwarcraft.com/eu/character/argent-dawn/1-inset.jpg"
PICTURES = "http://127.0.0.1:9/render/**"
"""Where the simulator would have them."""
MARK = 18
"""How large a browser draws the mark of a broken picture, with its frame."""
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


class TestPortrait:
    def test_the_picture_covers_the_drawn_one(self, app: Flask, visitor: Visitor) -> None:
        raider(app, with_portrait())

        with visitor.visit("/") as visit:
            visit.page.route(PICTURES, give_pixel)
            visit.page.goto(visit.page.url.removesuffix("/") + CARD)

            expect(visit.page.locator(".portrait img")).to_be_visible()
            assert any("/render/eu/character/" in path for path in visit.requests)

    def test_without_it_the_drawn_one_is_seen(self, app: Flask, visitor: Visitor) -> None:
        raider(app)

        with visitor.visit(CARD) as visit:
            expect(visit.page.locator(".portrait text")).to_have_text("N")
            expect(visit.page.locator(".portrait img")).to_have_count(0)

    def test_the_mark_of_a_broken_picture_falls_outside_of_its_frame(
        self, app: Flask, visitor: Visitor
    ) -> None:
        raider(app, with_portrait())

        with visitor.visit("/") as visit:
            visit.page.route(PICTURES, lambda route: route.fulfill(status=204))
            visit.page.goto(visit.page.url.removesuffix("/") + CARD)
            frame = visit.page.locator(".portrait").bounding_box()
            picture = visit.page.locator(".portrait img").bounding_box()

            assert frame is not None
            assert picture is not None
            assert frame["x"] - picture["x"] >= MARK
            assert frame["y"] - picture["y"] >= MARK

    def test_a_host_of_pictures_that_hangs_holds_no_page(self, app: Flask, visitor: Visitor) -> None:
        raider(app, with_portrait())

        with visitor.visit("/") as visit:
            visit.page.route(PICTURES, lambda _route: None)  # asked, and never answered
            visit.page.goto(visit.page.url.removesuffix("/") + CARD, wait_until="load")

            expect(visit.page.locator(".portrait img")).to_have_count(1)
            assert visit.page.evaluate("document.readyState") == "complete"


def with_portrait() -> dict[str, object]:
    card = tidy_card()
    card["media"]["inset"] = PORTRAIT
    return card


def give_pixel(route: Route) -> None:
    route.fulfill(status=200, content_type="image/png", body=PIXEL)
