"""The roster as people use it: on a phone, while a sync runs, and without JavaScript."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from bench.roster_world import write_guild
from tests.browser.conftest import NAMES, ROWS, Visitor, add_people, ends_with
from tests.support.roll import PAGE, add_guild, add_member, tracked
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, SyncRun
from webapp.sync.queries import COOL_DOWN
from webapp.words import RunKind, RunOutcome, RunTrigger

pytestmark = pytest.mark.browser
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "roster.png"


class TestReading:
    def test_a_click_on_a_head_sorts_and_the_address_follows(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            visit.page.get_by_role("link", name="M+ rating").click()
            expect(visit.page.locator("[aria-sort=descending]")).to_have_text("M+ rating")

            expect(visit.page.locator(NAMES)).to_have_text(["Jaina", "Thrall", "Arthas"])
            expect(visit.page).to_have_url(ends_with("?sort=rating"))

    def test_typing_filters_without_losing_the_place(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            visit.page.keyboard.press("/")
            visit.page.keyboard.type("jai")
            expect(visit.page.locator(ROWS)).to_have_count(1)

            expect(visit.page.locator("#find")).to_be_focused()
            expect(visit.page).to_have_url(ends_with("?q=jai"))
            visit.page.go_back()
            expect(visit.page.locator(ROWS)).to_have_count(3)

    def test_a_choice_in_a_menu_filters(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            visit.page.locator("summary", has_text="Class").click()
            visit.page.get_by_label("Paladin").check()
            expect(visit.page.locator(ROWS)).to_have_count(1)

            expect(visit.page).to_have_url(ends_with("?class=2"))

    def test_times_become_ages_with_the_exact_time_at_hand(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE) as visit:
            time = visit.page.locator(f"{ROWS} time").first
            expect(time).to_have_text("just now")

            expect(time).to_have_attribute("title", re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4} \d\d:\d\d [A-Z]"))


class TestTheme:
    def test_the_choice_is_remembered(self, app: Flask, visitor: Visitor) -> None:
        tracked(app)

        with visitor.visit(PAGE, color_scheme="light") as visit:
            for _ in range(2):
                visit.page.locator("#theme").click()
            visit.page.reload()

            expect(visit.page.locator("html")).to_have_attribute("data-theme", "dark")


class TestWidths:
    @pytest.mark.parametrize("width", [360, 390, 640, 768, 1024, 1440, 3840])
    def test_nothing_sticks_out_sideways(self, app: Flask, visitor: Visitor, width: int) -> None:
        with app.app_context():
            guild_id = add_guild("Безмолвные Стражи Рассветного Ордена")
            add_member(guild_id, "W" * 40, realm="w" * 60, class_id=12, spec_id=581, mythic_rating=2900.0)
            add_member(guild_id, "شهرزاد", class_id=3, spec_id=253, failures=4, outcome="timeout")
            path = "/guilds/eu/argent-dawn/Безмолвные Стражи Рассветного Ордена/"

        with visitor.visit(path, viewport={"width": width, "height": 800}) as visit:
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


class TestLiveProgress:
    def test_progress_moves_the_table_follows_and_the_polling_ends(
        self, app: Flask, visitor: Visitor
    ) -> None:
        guild_id = tracked(app, "Thrall")
        run_id = begin_run(app, guild_id)

        with visitor.visit(PAGE) as visit:
            expect(visit.page.locator("#strip .doing")).to_contain_text("12 of 60")
            visit.page.locator("#find").focus()
            change_run(app, run_id, done=34)
            expect(visit.page.locator("#strip .doing")).to_contain_text("34 of 60")
            finish_run(app, run_id, guild_id, newcomer="Jaina")
            expect(visit.page.locator(ROWS)).to_have_count(2)
            expect(visit.page.locator("#strip progress")).to_have_count(0)

            expect(visit.page.locator("#find")).to_be_focused()
            expect(visit.page.locator("#announcer")).to_contain_text("Sync finished")
            polls = sum("_strip" in path for path in visit.requests)
            visit.page.wait_for_timeout(2_600)
            assert sum("_strip" in path for path in visit.requests) == polls

    def test_a_page_at_rest_notices_a_sync_that_began_elsewhere(self, app: Flask, visitor: Visitor) -> None:
        guild_id = tracked(app, "Thrall")

        with visitor.visit(PAGE) as visit:
            visit.page.clock.install()
            visit.page.reload()
            begin_run(app, guild_id)
            visit.page.clock.fast_forward(50_000)
            assert not any("_strip" in path for path in visit.requests)

            visit.page.clock.fast_forward(15_000)

            expect(visit.page.locator("#strip .doing")).to_contain_text("12 of 60")


def begin_run(app: Flask, guild_id: int) -> int:
    now = clock.now()
    with app.app_context():
        run = SyncRun(scope=f"guild:{guild_id}", kind=RunKind.CHARACTERS, trigger=RunTrigger.SCHEDULE)
        run.started_at = run.lease_until = now
        run.planned, run.done = 60, 12
        db.session.add(run)
        db.session.commit()
        return run.id


def change_run(app: Flask, run_id: int, **facts: object) -> None:
    with app.app_context():
        run = db.session.get_one(SyncRun, run_id)
        for name, value in facts.items():
            setattr(run, name, value)
        db.session.commit()


def finish_run(app: Flask, run_id: int, guild_id: int, *, newcomer: str) -> None:
    with app.app_context():
        add_member(guild_id, newcomer)
        db.session.get_one(Guild, guild_id).data_version += 1
        db.session.commit()
    change_run(app, run_id, finished_at=clock.now(), outcome=RunOutcome.OK)


class TestRefreshing:
    def test_a_press_leads_back_to_the_view_with_a_time_for_the_next(
        self, app: Flask, visitor: Visitor
    ) -> None:
        tracked(app, "Thrall")

        with visitor.visit(PAGE + "?q=thrall") as visit:
            visit.page.get_by_role("button", name="Refresh now").click()

            expect(visit.page.locator(".wait")).to_be_visible()
            expect(visit.page).to_have_url(ends_with("?q=thrall"))

    def test_at_the_end_of_the_cool_down_the_button_is_back_by_itself(
        self, app: Flask, visitor: Visitor
    ) -> None:
        began = clock.now() - COOL_DOWN + timedelta(seconds=5)
        run_id = begin_run(app, tracked(app, "Thrall"))
        person = {"kind": RunKind.ROSTER, "trigger": RunTrigger.PERSON, "outcome": RunOutcome.OK}
        change_run(app, run_id, started_at=began, finished_at=began, **person)

        with visitor.visit(PAGE) as visit:
            expect(visit.page.locator("#strip .wait")).to_contain_text("again from")
            expect(visit.page.get_by_role("button", name="Refresh now")).to_be_visible(timeout=9_000)
            visit.page.wait_for_timeout(2_600)

            assert sum("_strip" in path for path in visit.requests) == 1


class TestWithoutJavaScript:
    def test_filters_sorting_and_refresh_work(self, app: Flask, visitor: Visitor) -> None:
        add_people(app)

        with visitor.visit(PAGE, java_script_enabled=False) as visit:
            visit.page.locator("#find").fill("a")
            visit.page.get_by_role("button", name="Apply").click()
            visit.page.get_by_role("link", name="Name").click()

            expect(visit.page.locator(NAMES)).to_have_text(["Arthas", "Jaina", "Thrall"])
            visit.page.get_by_role("button", name="Refresh now").click()
            expect(visit.page.locator(".wait")).to_have_count(1)


class TestPicture:
    def test_a_thousand_rows_are_shown_and_the_picture_is_renewed_when_asked(
        self, app: Flask, visitor: Visitor, request: pytest.FixtureRequest
    ) -> None:
        with app.app_context():
            write_guild("Lantern Watch", 1_000, now=clock.now(), seed=5)

        window = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"}
        with visitor.visit(PAGE + "?sort=rating&page_size=all", **window) as visit:
            expect(visit.page.locator(ROWS)).to_have_count(1_000)
            if request.config.getoption("--screenshot", default=False):
                PICTURE.parent.mkdir(parents=True, exist_ok=True)
                visit.page.screenshot(path=PICTURE)


class TestOnAPhone:
    def test_the_number_of_a_rank_without_a_name_is_there(self, app: Flask, visitor: Visitor) -> None:
        with app.app_context():
            add_member(add_guild(), "Thrall", class_id=7, spec_id=262, rank=4)

        with visitor.visit(PAGE, viewport={"width": 390, "height": 800}) as visit:
            expect(visit.page.locator(".rank")).to_have_text("Rank 4", use_inner_text=True)

    def test_a_member_without_a_spec_shows_the_class_in_words(self, app: Flask, visitor: Visitor) -> None:
        with app.app_context():
            guild_id = add_guild()
            add_member(guild_id, "Thrall", class_id=7)
            add_member(guild_id, "Jaina", class_id=8, spec_id=64)

        with visitor.visit(PAGE, viewport={"width": 390, "height": 800}) as visit:
            rows = visit.page.locator(ROWS)

            expect(rows.filter(has_text="Thrall").locator(".class")).to_be_visible()
            expect(rows.filter(has_text="Jaina").locator(".class")).to_be_hidden()
