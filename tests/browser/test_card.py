"""The card as people use it: at a glance, by keyboard, on a phone, without JavaScript, while it renews."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, ends_with
from tests.characters.cards import MESSY, with_problems
from tests.characters.rows import CARD, raider
from tests.support.roll import NOON, add_guild, add_member
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, CharacterEnrichmentCache, SectionState, SyncTarget
from webapp.sync.cool_downs import CHARACTER_COOL_DOWN

pytestmark = pytest.mark.browser
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "card.png"


class TestAtAGlance:
    def test_what_is_missing_stands_on_the_first_screen(self, app: Flask, visitor: Visitor) -> None:
        raider(app, with_problems(*MESSY))

        with visitor.visit(CARD, viewport={"width": 1440, "height": 900}) as visit:
            for words in ("5 things to fix", "Great Vault"):
                box = visit.page.get_by_role("heading", name=words).bounding_box()
                assert box is not None
                assert box["y"] + box["height"] < 900

    def test_states_are_told_by_shape_and_word(self, app: Flask, visitor: Visitor) -> None:
        raider(app, with_problems(*MESSY))

        with visitor.visit(CARD) as visit:
            marks = visit.page.locator(".fixes .mark")

            expect(marks.locator("b", has_text="missing").first).to_be_visible()
            shapes = visit.page.locator(".gear .mark use").evaluate_all(
                "all => all.map(one => one.getAttribute('href').split('#')[1])"
            )
            assert {"grade-missing", "grade-good"} <= set(shapes)


class TestFigures:
    def test_headings_and_figures_stand_on_one_line(self, app: Flask, visitor: Visitor) -> None:
        raider(app, with_problems(*MESSY))

        with visitor.visit(CARD) as visit:
            styles = visit.page.locator("h1, h2, .stats dd").evaluate_all(
                "all => all.map(one => getComputedStyle(one).fontVariantNumeric)"
            )

            assert set(styles) == {"lining-nums tabular-nums"}


class TestPaper:
    def test_moments_stand_in_the_place_of_ages(self, app: Flask, visitor: Visitor) -> None:
        raider(app)

        with visitor.visit(CARD) as visit:
            moment = visit.page.locator(".ages time").first
            expect(moment).to_contain_text("ago")
            visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            expect(moment).not_to_contain_text("ago")
            visit.page.evaluate("window.dispatchEvent(new Event('afterprint'))")

            expect(moment).to_contain_text("ago")


class TestFixes:
    def test_who_comes_for_them_sees_all(self, app: Flask, visitor: Visitor) -> None:
        kinds = ("no_enchant", "empty_socket", "empty_slot", "low_item", "odd_item", "x", "y", "z")
        raider(app, with_problems(*((kind, "HEAD", "missing", f"{kind}.") for kind in kinds)))

        with visitor.visit(f"{CARD}#fixes") as visit:
            expect(visit.page.locator(".fixes li:visible")).to_have_count(8)

    def test_paper_shows_all_and_no_button(self, app: Flask, visitor: Visitor) -> None:
        kinds = ("no_enchant", "empty_socket", "empty_slot", "low_item", "odd_item", "x", "y", "z")
        raider(app, with_problems(*((kind, "HEAD", "missing", f"{kind}.") for kind in kinds)))

        with visitor.visit(CARD) as visit:
            visit.page.emulate_media(media="print")
            visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

            expect(visit.page.locator(".fixes li:visible")).to_have_count(8)
            expect(visit.page.get_by_role("button", name="Copy")).to_have_count(0)


class TestTimes:
    def test_a_time_of_day_keeps_its_form(self, app: Flask, visitor: Visitor) -> None:
        raider(app, last_synced_at=clock.now())

        with visitor.visit(CARD, timezone_id="UTC", locale="en-US") as visit:
            expect(visit.page.locator("main")).not_to_contain_text(re.compile("AM|PM"))


class TestNarrow:
    def test_only_what_is_not_fresh_has_a_line_of_its_own(self, app: Flask, visitor: Visitor) -> None:
        raider(app)
        with app.app_context():
            db.session.query(SectionState).update({"attempted_at": clock.now(), "succeeded_at": clock.now()})
            db.session.query(SectionState).filter_by(section="professions").update(
                {"failures": 1, "outcome": "timeout"}
            )
            db.session.commit()

        with visitor.visit(CARD, viewport={"width": 390, "height": 844}) as visit:
            expect(visit.page.locator(".ages tbody tr:visible th")).to_have_text(["Professions Blizzard"])


class TestWidths:
    @pytest.mark.parametrize("width", [360, 390, 768, 1024, 1440, 3840])
    def test_nothing_sticks_out_sideways(self, app: Flask, visitor: Visitor, width: int) -> None:
        card = with_problems(*MESSY)
        card["gear"]["slots"][0]["name"] = "W" * 60
        card["raids"]["raids"][0]["bosses"][0]["name"] = "Przewodnik" * 4
        raider(app, card)

        with visitor.visit(CARD, viewport={"width": width, "height": 800}) as visit:
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


class TestKeyboard:
    def test_the_reason_of_a_part_opens_and_closes_by_keys(self, app: Flask, visitor: Visitor) -> None:
        raider(app)

        with visitor.visit(CARD) as visit:
            summary = visit.page.locator("#age-gear")
            summary.focus()
            visit.page.keyboard.press("Enter")
            expect(visit.page.locator(".gear .times")).to_be_visible()
            visit.page.keyboard.press("Escape")

            expect(visit.page.locator(".gear .times")).to_be_hidden()
            expect(summary).to_be_focused()

    def test_every_stop_can_be_seen(self, app: Flask, visitor: Visitor) -> None:
        raider(app)

        with visitor.visit(CARD) as visit:
            seen = set()
            for _ in range(12):
                visit.page.keyboard.press("Tab")
                seen.add(visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))

            assert seen == {"solid"}


class TestRefreshing:
    def test_a_press_waits_and_the_card_turns_fresh_in_front_of_the_eyes(
        self, app: Flask, visitor: Visitor
    ) -> None:
        character_id = raider(app)

        with visitor.visit(CARD) as visit:
            visit.page.get_by_role("button", name="Refresh now").click()
            expect(visit.page.locator("#strip .wait")).to_contain_text("Queued, next in line")
            finish_look(app, character_id, item_level=333)
            expect(visit.page.locator(".stats dd").first).to_have_text("333")
            expect(visit.page.locator("#strip .wait")).to_contain_text("again from")

            expect(visit.page.locator("#announcer")).to_contain_text("Looked at.")
            assert polls_after(visit.page, visit.requests) == 0

    def test_at_the_end_of_the_cool_down_the_button_is_back_by_itself(
        self, app: Flask, visitor: Visitor
    ) -> None:
        raider(app, attempted_at=clock.now() - CHARACTER_COOL_DOWN + timedelta(seconds=5))

        with visitor.visit(CARD) as visit:
            expect(visit.page.locator("#strip .wait")).to_contain_text("again from")
            expect(visit.page.get_by_role("button", name="Refresh now")).to_be_visible(timeout=9_000)

            assert sum("_strip" in path for path in visit.requests) == 1
            assert polls_after(visit.page, visit.requests) == 0
            expect(visit.page.locator("#announcer")).to_have_text("")

    def test_a_press_by_keyboard_leaves_the_focus_on_what_it_began(
        self, app: Flask, visitor: Visitor
    ) -> None:
        raider(app)

        with visitor.visit(CARD) as visit:
            visit.page.get_by_role("button", name="Refresh now").press("Enter")
            expect(visit.page.locator("#strip .wait")).to_contain_text("Queued")
            expect(visit.page.locator("#strip")).to_be_focused()
            visit.page.wait_for_timeout(2_600)

            expect(visit.page.locator("#strip")).to_be_focused()

    def test_it_works_without_javascript(self, app: Flask, visitor: Visitor) -> None:
        raider(app)

        with visitor.visit(CARD, java_script_enabled=False) as visit:
            visit.page.get_by_role("button", name="Refresh now").click()

            expect(visit.page.locator("#strip .wait")).to_contain_text("Queued")
            expect(visit.page).to_have_url(ends_with(f"{CARD}#strip"))
            with visit.page.expect_request(lambda again: again.url.endswith(CARD)):
                pass  # the page comes again by itself, although its address names a place in it

    def test_who_was_never_looked_at_can_be_fetched(self, app: Flask, visitor: Visitor) -> None:
        with app.app_context():
            add_member(add_guild(), "Nildank", attempted_at=None, last_synced_at=None, outcome=None)

        with visitor.visit(CARD) as visit:
            visit.page.get_by_role("button", name="Fetch this character now").click()

            expect(visit.page.get_by_role("heading", name="Looking…")).to_be_visible()


def finish_look(app: Flask, character_id: int, *, item_level: int) -> None:
    now = clock.now()
    with app.app_context():
        one = db.session.get_one(Character, character_id)
        one.attempted_at = one.last_synced_at = one.changed_at = now
        one.equipped_item_level = item_level
        db.session.query(SyncTarget).update({"wished_at": None, "next_due_at": NOON.replace(year=2030)})
        db.session.query(CharacterEnrichmentCache).update({"updated_at": now})
        db.session.commit()


def polls_after(page: Page, requests: list[str]) -> int:
    before = sum("_strip" in path for path in requests)
    page.wait_for_timeout(2_600)
    return sum("_strip" in path for path in requests) - before


class TestPicture:
    def test_the_picture_is_renewed_when_asked(
        self, app: Flask, visitor: Visitor, request: pytest.FixtureRequest
    ) -> None:
        now = clock.now()
        times = {"attempted_at": now, "last_synced_at": now, "changed_at": now}
        raider(app, with_problems(*MESSY), equipped_item_level=312, average_item_level=313, **times)
        with app.app_context():
            db.session.query(SectionState).update({"attempted_at": now, "succeeded_at": now})
            db.session.commit()

        window = {"viewport": {"width": 1440, "height": 1180}, "color_scheme": "dark"}
        with visitor.visit(CARD, **window) as visit:
            expect(visit.page.locator(".gear .slot")).to_have_count(15)
            if request.config.getoption("--screenshot"):
                visit.page.wait_for_timeout(500)
                visit.page.screenshot(path=PICTURE)
