"""A whole page goes out again put together anew: with a token of its own, and for nobody but whose it is."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.accounts.journeys import form_token
from tests.support.deciding import decide
from tests.support.long_ways import long_ways, told
from tests.support.roll import PAGE, tracked
from tests.support.signed_in import Person, browser_of, enlisted
from tests.web.losing import WAYS, Change
from webapp.caching.api import tiers
from webapp.caching.counts import Tier
from webapp.caching.regions import Region
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Notification, SyncRun
from webapp.permissions.policy import Tool
from webapp.web.cookies import FORMS
from webapp.web.session_cookie import NAME
from webapp.web.splicing import piece_of
from webapp.web.wholes import Row, Whole, around_token
from webapp.words import RunKind, RunTrigger

TAB = f"{PAGE}tokens/"
TO_KEEP = 3
"""The first look gives the cookie of forms, the second keeps the parts, the third finds them kept."""


@pytest.fixture
def guild_id(app: Flask) -> int:
    """Give a guild of two."""
    return tracked(app, "Jaina", "Thrall")


@pytest.fixture
def member(app: Flask, guild_id: int) -> Person:
    """Give a member of it."""
    return enlisted(app, guild_id, "Uther", rank=3)


@pytest.fixture
def browser(app: Flask, member: Person) -> FlaskClient:
    """Give the member's browser, whose page can go out again."""
    return having_looked(browser_of(app, member))


def having_looked(browser: FlaskClient) -> FlaskClient:
    """Return a browser that has the page."""
    for _ in range(TO_KEEP):
        assert browser.get(PAGE).status_code == 200
    return browser


def hits_of(app: Flask) -> list[int]:
    """Return how often table and strip were found in this process's memory."""
    with app.app_context():
        found = tiers().counters.now()
    return [found[region, Tier.PROCESS].hits for region in (Region.ROSTER, Region.STRIP)]


def text_of(answer: TestResponse) -> str:
    """Return a page as a browser reads it, without its form's token."""
    body = answer.get_data()
    text = (gzip.decompress(body) if "Content-Encoding" in answer.headers else body).decode()
    return text.replace(form_token(text), "")


class TestAgain:
    @pytest.mark.parametrize("more", [{}, {"Accept-Encoding": "gzip"}], ids=["plain", "gzip"])
    def test_it_is_what_the_framework_answered_but_for_its_token(
        self, app: Flask, member: Person, more: dict[str, str]
    ) -> None:
        browser = browser_of(app, member)
        browser.get(PAGE)  # gives the cookie of forms
        with long_ways(app) as taken:
            first, second = (browser.get(PAGE, headers=more) for _ in range(2))

        assert (len(taken), text_of(second)) == (1, text_of(first))
        assert (told(second)[0], told(second)[2]) == (told(first)[0], told(first)[2])
        assert int(second.headers["Content-Length"]) == len(second.get_data())

    def test_its_token_opens_a_form(self, app: Flask, browser: FlaskClient) -> None:
        app.config["WTF_CSRF_ENABLED"] = True
        with long_ways(app) as taken:
            token = form_token(browser.get(PAGE).text)

        assert taken == []
        assert browser.post("/sign-out").status_code == 400
        assert browser.post("/sign-out", data={"csrf_token": token}).status_code == 303

    def test_it_counts_as_a_hit_of_table_and_strip(self, app: Flask, browser: FlaskClient) -> None:
        before = hits_of(app)
        with long_ways(app) as taken:
            browser.get(PAGE)

        assert (taken, hits_of(app)) == ([], [count + 1 for count in before])

    @pytest.mark.usefixtures("browser")
    def test_it_goes_with_its_shell(self, app: Flask) -> None:
        answers = app.extensions["muster_fast_pages"]
        (page,) = [kept for kept in answers._kept.values() if kept.value.around is not None]
        (shell,) = [kept.value for kept in app.extensions["muster_shells"]._kept.values()]

        assert page.gone_at == shell.until


class TestNotAgain:
    @pytest.mark.parametrize("event", WAYS)
    def test_who_may_not_see_it_any_more_is_refused_at_once(
        self, app: Flask, guild_id: int, browser: FlaskClient, event: Change
    ) -> None:
        event(app, guild_id)

        assert browser.get(PAGE).status_code == 404

    def test_nobody_is_sent_the_shell_of_somebody_else(
        self, app: Flask, guild_id: int, browser: FlaskClient
    ) -> None:
        other = having_looked(browser_of(app, enlisted(app, guild_id, "Arthas", rank=3)))
        browser.get(PAGE)
        with long_ways(app) as taken:
            pages = [one.get(PAGE).text for one in (browser, other)]

        assert taken == []
        assert [("Uther#1" in page, "Arthas#1" in page) for page in pages] == [(True, False), (False, True)]

    def test_who_takes_over_a_browser_is_sent_their_own(
        self, app: Flask, guild_id: int, browser: FlaskClient
    ) -> None:
        browser.set_cookie(NAME, enlisted(app, guild_id, "Arthas", rank=3).cookie)

        assert "Uther#1" not in browser.get(PAGE).text

    def test_a_new_notification_is_told_at_once(
        self, app: Flask, member: Person, browser: FlaskClient
    ) -> None:
        with app.app_context(), transaction() as session:
            session.add(
                Notification(user_id=member.user_id, kind="main_set", facts={}, created_at=clock.now())
            )

        assert 'class="unread"' in browser.get(PAGE).text

    def test_a_tool_that_is_given_has_its_tab_at_once(
        self, app: Flask, guild_id: int, browser: FlaskClient
    ) -> None:
        before = browser.get(PAGE).text
        decide(app, guild_id, Tool.API_TOKENS, min_rank=9)

        assert f'href="{TAB}"' not in before
        assert f'href="{TAB}"' in browser.get(PAGE).text

    def test_a_sync_that_begins_is_told_at_once(
        self, app: Flask, guild_id: int, browser: FlaskClient
    ) -> None:
        with app.app_context(), transaction() as session:
            session.add(
                SyncRun(
                    scope=f"guild:{guild_id}",
                    kind=RunKind.CHARACTERS,
                    trigger=RunTrigger.SCHEDULE,
                    started_at=clock.now(),
                    lease_until=clock.now(),
                )
            )
        with long_ways(app) as taken:
            browser.get(PAGE)

        assert taken == ["asked"]

    def test_a_browser_without_the_cookie_of_forms_is_given_one(self, browser: FlaskClient) -> None:
        browser.delete_cookie(FORMS)

        assert FORMS in browser.get(PAGE).headers["Set-Cookie"]

    @pytest.mark.parametrize("query", ["?at=2026-01-01", "?sort=nonsense"])
    def test_what_is_not_kept_asks_the_framework(self, app: Flask, browser: FlaskClient, query: str) -> None:
        with long_ways(app) as taken:
            for _ in range(TO_KEEP + 1):
                browser.get(f"{PAGE}{query}")

        assert len(taken) == TO_KEEP + 1


class TestAroundToken:
    @pytest.mark.parametrize("row", [(), (b"a",), (b"a", None, b"b", None)], ids=["none", "no", "two"])
    def test_a_page_without_just_one_place_for_it_goes_the_long_way(self, row: Row) -> None:
        assert around_token(Whole().of(row, 1.0)) is None

    def test_the_token_stands_in_its_place(self) -> None:
        row = (b"<a>", piece_of(b"<b>" * 200), None, b"<c>")
        around = around_token(Whole(headers={"Content-Encoding": "gzip"}).of(row, 1.0))

        assert around is not None
        assert gzip.decompress(around.body("token")) == b"<a>" + b"<b>" * 200 + b"token<c>"
