"""After a sync the rosters that people look at most are there before they come."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.roster.conftest import rename
from tests.support.roll import PAGE
from tests.support.signed_in import browser_of, enlisted
from webapp.caching.api import tiers
from webapp.caching.counts import Tier
from webapp.caching.jobs import warm_cache
from webapp.caching.regions import Region
from webapp.caching.warming import LEAST_LOOKS
from webapp.extensions import db
from webapp.lib import clock
from webapp.roster.warming import ask_again


@pytest.fixture
def member(app: Flask, guild_id: int) -> FlaskClient:
    """Give a member's browser, whose process has told what people look at."""
    browser = browser_of(app, enlisted(app, guild_id, "Arthas", rank=4))
    for _ in range(LEAST_LOOKS):
        browser.get(f"{PAGE}_table?sort=rating")
    with app.app_context():
        own = tiers()
        own.counters.push(own.redis.client, clock.now())
    return browser


def rows_read(app: Flask, browser: FlaskClient) -> tuple[str, list[str]]:
    """Return the table, and the statements over members that it took."""
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    text = browser.get(f"{PAGE}_table?sort=rating").text
    return text, [statement for statement in asked if "guild_members" in statement]


class TestWarming:
    def test_the_next_reader_after_a_sync_is_answered_without_reading_a_row(
        self, app: Flask, member: FlaskClient
    ) -> None:
        rename(app, "Jaina", "Sylvanas", is_new_version=True)
        with app.app_context():
            warm_cache()
            tiers().memory.delete_prefix("")  # the worker is another process

        text, statements = rows_read(app, member)

        assert "<bdi>Sylvanas</bdi>" in text
        assert statements == []

    def test_without_it_that_reader_would_read_them(self, app: Flask, member: FlaskClient) -> None:
        rename(app, "Jaina", "Sylvanas", is_new_version=True)

        assert rows_read(app, member)[1] != []

    def test_the_strip_is_there_too_and_not_older_than_a_round(self, app: Flask, guild_id: int) -> None:
        browser = browser_of(app, enlisted(app, guild_id, "Arthas", rank=4))
        for _ in range(LEAST_LOOKS):
            browser.get(PAGE)
        with app.app_context():
            own = tiers()
            own.counters.push(own.redis.client, clock.now())
            warm_cache()
            before = own.counters.now()
        browser.get(f"{PAGE}?sort=rating&page=1")
        with app.app_context():
            after = tiers().counters.now()

        loads = [counts.get((Region.STRIP, Tier.DATABASE)) for counts in (before, after)]
        assert loads[0] == loads[1]


class TestAskAgain:
    def test_of_a_guild_that_is_gone_there_is_nothing(self, app: Flask, guild_id: int) -> None:
        with app.app_context():
            word = f'[{guild_id + 1}, ["roster"], true, ""]'
            assert ask_again(word, clock.now()) is None
            assert ask_again("nonsense", clock.now()) is None

    def test_it_is_asked_with_the_guild_s_present_version(self, app: Flask, guild_id: int) -> None:
        word = f'[{guild_id}, ["roster"], true, ""]'
        with app.app_context():
            before = ask_again(word, clock.now())
        rename(app, "Jaina", "Sylvanas", is_new_version=True)
        with app.app_context():
            after = ask_again(word, clock.now())

        assert before is not None
        assert after is not None
        assert before.question.region is Region.ROSTER
        assert before.question.key != after.question.key
