"""Kept rosters: who is shown which bytes, when they are new, and what browsers are told."""

import gzip
import re
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from tests.support.deciding import decide, open_to_visitors
from tests.support.roll import PAGE, add_member, tracked
from tests.support.signed_in import browser_of, enlisted
from webapp import create_app
from webapp.caching.api import invalidate_guild, tiers
from webapp.caching.regions import Region, rule_of
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, Guild, GuildMember
from webapp.roster.keeping import MOST_PAGES
from webapp.web.splicing import load_bundle

TABLE = f"{PAGE}_table"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def guild_id(app: Flask) -> int:
    guild_id = tracked(app, "Thrall", "Jaina")
    with app.app_context(), transaction() as session:
        session.execute(update(Guild).values(roster_succeeded_at=clock.now()))
    return guild_id


def member(app: Flask, guild_id: int, name: str, *, rank: int = 4) -> FlaskClient:
    return browser_of(app, enlisted(app, guild_id, name, rank=rank))


def rename(app: Flask, name: str, to: str, *, is_new_version: bool) -> None:
    with app.app_context(), transaction() as session:
        session.execute(update(Character).where(Character.name == name).values(name=to))
        if is_new_version:
            session.execute(update(Guild).values(data_version=Guild.data_version + 1))


class TestKept:
    def test_a_second_look_asks_one_statement(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        browser.get(PAGE)
        asked: list[str] = []
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

        assert browser.get(PAGE).status_code == 200
        assert [statement for statement in asked if "SELECT" in statement] == []  # but the key statement

    def test_a_new_version_is_shown_with_the_next_look(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        browser.get(PAGE)
        rename(app, "Jaina", "Sylvanas", is_new_version=True)

        assert "<bdi>Sylvanas</bdi>" in browser.get(PAGE).text

    def test_a_press_is_seen_with_the_next_look_in_another_process_too(
        self, app: Flask, settings: Settings, guild_id: int
    ) -> None:
        person = enlisted(app, guild_id, "Arthas", rank=1)
        other = browser_of(create_app(settings), person)
        assert "Refresh now" in other.get(PAGE).text

        browser_of(app, person).post(f"{PAGE}refresh")

        assert "Refresh now" not in other.get(PAGE).text

    def test_what_has_no_new_version_is_what_it_was(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        browser.get(PAGE)
        rename(app, "Jaina", "Sylvanas", is_new_version=False)

        assert "<bdi>Jaina</bdi>" in browser.get(PAGE).text

    def test_what_was_let_go_of_is_read_anew_as_soon_as_a_process_asks_redis(
        self, app: Flask, guild_id: int
    ) -> None:
        browser = member(app, guild_id, "Arthas")
        browser.get(PAGE)
        rename(app, "Jaina", "Sylvanas", is_new_version=False)
        with app.app_context():
            invalidate_guild(guild_id)
            later = tiers().monotonic() + rule_of(Region.ROSTER).in_process.total_seconds()
            tiers().monotonic = lambda: later

        assert "<bdi>Sylvanas</bdi>" in browser.get(PAGE).text

    @pytest.mark.parametrize("query", ["q=jaina", "role=tank", f"page={MOST_PAGES + 1}", "sort=no"])
    def test_what_somebody_makes_up_fills_nothing(self, app: Flask, guild_id: int, query: str) -> None:
        browser = member(app, guild_id, "Arthas")
        with app.app_context():
            before = len(tiers().memory)

        browser.get(f"{TABLE}?{query}")

        with app.app_context():
            assert len(tiers().memory) == before + 1  # the permission check


class TestAudiences:
    def test_members_of_one_kind_share_what_carries_nobodys_name(self, app: Flask, guild_id: int) -> None:
        arthas, uther = (member(app, guild_id, name) for name in ("Arthas", "Uther"))
        first, second = arthas.get(PAGE).text, uther.get(PAGE).text

        assert "Signed in as <bdi>Arthas#1</bdi>" in first
        assert "Signed in as <bdi>Uther#1</bdi>" in second
        assert "Arthas#1" not in second

    @pytest.mark.parametrize("path", [PAGE, TABLE])
    def test_each_reads_of_their_own_rank_beside_what_they_share(
        self, app: Flask, guild_id: int, path: str
    ) -> None:
        decide(app, guild_id, "logs", min_rank=1)
        browsers = {name: member(app, guild_id, name) for name in ("Arthas", "Uther")}

        texts = {name: browser.get(path).text for name, browser in browsers.items()}

        for name, text in texts.items():
            assert [other for other in browsers if f"rank 4 through {other}" in text] == [name]
        with app.app_context():
            kept = [one.value for key, one in tiers().memory._kept.items() if key.startswith("roster:")]
        assert len(kept) == 1
        assert b"through" not in b"".join(piece.plain() for piece in kept[0].pieces.values())

    def test_each_form_has_its_own_token(self, app: Flask, guild_id: int) -> None:
        texts = [member(app, guild_id, name).get(PAGE).text for name in ("Arthas", "Uther")]
        tokens = [TOKEN.findall(text) for text in texts]

        assert [len(found) for found in tokens] == [1, 1]
        assert tokens[0] != tokens[1]

    def test_what_is_kept_has_no_token_and_no_session(self, app: Flask, guild_id: int) -> None:
        person = enlisted(app, guild_id, "Arthas", rank=1)
        page = browser_of(app, person).get(PAGE).text
        secrets = [person.cookie, "Arthas#1", *TOKEN.findall(page)]
        with app.app_context():
            own = tiers()
            names = own.redis.client.scan_iter("muster:cache:*")
            kept = [cast("bytes", own.redis.client.get(name)) for name in names]
            bundles = [one.value for one in own.memory._kept.values() if hasattr(one.value, "pieces")]

        plain = b"".join(piece.plain() for bundle in bundles for piece in bundle.pieces.values())
        assert b"<bdi>Thrall</bdi>" in plain
        assert not [secret for secret in secrets if secret.encode() in plain + b"".join(kept)]

    def test_an_officers_columns_are_not_shown_to_members_and_visitors_after(
        self, app: Flask, guild_id: int
    ) -> None:
        with app.app_context():
            add_member(guild_id, "Garrosh", problem_count=3)
        open_to_visitors(app, guild_id)
        officer, visitor = member(app, guild_id, "Uther", rank=1), browser_of(app, None)

        seen = [browser.get(PAGE).text for browser in (officer, visitor, officer, visitor)]

        assert ["Refresh now" in text for text in seen] == [True, False, True, False]
        assert ["?sort=audit" in text for text in seen] == [True, False, True, False]

    def test_a_visitor_can_sign_in_and_come_back(self, app: Flask, guild_id: int) -> None:
        open_to_visitors(app, guild_id)
        member_s = member(app, guild_id, "Arthas").get(f"{PAGE}?sort=name").text

        assert (
            f'href="/sign-in?next={PAGE}?sort%3Dname"' in browser_of(app, None).get(f"{PAGE}?sort=name").text
        )
        assert 'href="/sign-in' not in member_s

    def test_a_demotion_bites_with_the_next_look(self, app: Flask, guild_id: int) -> None:
        decide(app, guild_id, "sync", min_rank=2)
        officer = member(app, guild_id, "Uther", rank=1)
        assert "Refresh now" in officer.get(PAGE).text
        with app.app_context(), transaction() as session:
            session.execute(update(GuildMember).values(rank=9))
            session.execute(update(Guild).values(permission_version=Guild.permission_version + 1))

        assert "Refresh now" not in officer.get(PAGE).text


class TestBrowserTier:
    def test_gzip_says_the_same_as_plain(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        zipped = browser.get(TABLE, headers={"Accept-Encoding": "gzip"})

        assert zipped.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.data).decode() == browser.get(TABLE).text

    def test_a_fragment_is_sent_once_until_it_is_new(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        tag = {"If-None-Match": browser.get(TABLE).headers["ETag"]}

        assert [browser.get(TABLE, headers=tag).status_code for _ in range(2)] == [304, 304]
        rename(app, "Jaina", "Sylvanas", is_new_version=True)
        assert browser.get(TABLE, headers=tag).status_code == 200

    def test_a_version_that_changed_nothing_in_it_is_still_the_same_fragment(
        self, app: Flask, guild_id: int
    ) -> None:
        browser = member(app, guild_id, "Arthas")
        tag = {"If-None-Match": browser.get(TABLE).headers["ETag"]}
        rename(app, "Nobody", "Nobody", is_new_version=True)

        assert browser.get(TABLE, headers=tag).status_code == 304

    def test_another_address_to_push_is_news(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        first = browser.get(TABLE)
        here = {"HX-Current-URL": f"http://localhost{PAGE}", "If-None-Match": first.headers["ETag"]}

        again = browser.get(TABLE, headers=here)

        assert (again.status_code, again.headers["HX-Push-Url"]) == (200, "false")

    @pytest.mark.parametrize("path", [PAGE, TABLE])
    def test_no_cache_between_may_give_it_to_another(self, app: Flask, guild_id: int, path: str) -> None:
        headers = member(app, guild_id, "Arthas").get(path).headers
        vary = {word.strip() for word in headers["Vary"].split(",")}

        assert headers["Cache-Control"].startswith("private")
        assert {"Cookie", "HX-Request", "Accept-Encoding"} <= vary

    def test_a_page_of_somebody_is_kept_by_no_browser(self, app: Flask, guild_id: int) -> None:
        answer = member(app, guild_id, "Arthas").get(PAGE)

        assert (answer.headers["Cache-Control"], "ETag" in answer.headers) == ("private, no-store", False)

    def test_a_visitor_has_a_page_until_it_is_new(self, app: Flask, guild_id: int) -> None:
        open_to_visitors(app, guild_id)
        visitor = browser_of(app, None)
        visitor.get(PAGE)
        tag = {"If-None-Match": visitor.get(PAGE).headers["ETag"]}

        assert visitor.get(PAGE, headers=tag).status_code == 304
        assert browser_of(app, None).get(PAGE, headers=tag).status_code == 200  # with a token of their own


class TestSharedBetweenProcesses:
    def test_what_redis_holds_is_the_same_bundle(self, app: Flask, guild_id: int) -> None:
        member(app, guild_id, "Arthas").get(TABLE)
        with app.app_context():
            version = db.session.scalar(select(Guild.data_version))
            own = tiers()
            (name,) = [key for key in own.memory._kept if key.startswith("roster:")]
            found = own.redis.read(name, None)

        assert name.startswith(f"roster:{guild_id}:{version}.")
        assert found.entry is not None
        assert load_bundle(found.entry.payload) == own.memory._kept[name].value
