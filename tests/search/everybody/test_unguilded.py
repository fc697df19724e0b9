"""Whom a file told of is found by name, by class and by a query from that moment, whoever has looked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from tests.support.roll import add_guild, add_member
from tests.support.signed_in import browser_of, signed_in
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.facts import legacy_facts
from webapp.legacyimport.storing import Read, store_batch
from webapp.lib import clock
from webapp.sync.tracking import track_lone_character


def store(now: datetime, *documents: dict[str, Any]) -> None:
    read = [Read("x", "json", legacy_facts(one, region="eu", realm="frostwolf")) for one in documents]
    with transaction() as session:
        store_batch(session, read, now=now)


@pytest.fixture
def imported(app_on: Flask) -> Flask:
    with app_on.app_context():
        now = clock.now()
        documents = [{"name": f"Mag{letter}", "class": "mage", "level": 60} for letter in "abcd"]
        store(now, *documents, {"name": "Thrall", "class": "Shaman"})
        track_lone_character("eu", "frostwolf", "Magwaits", now=now)
        add_member(add_guild(), "Maghidden", class_id=8)
    return app_on


QUESTIONS = [
    "class:mage",
    "class:mage level>=60 mag*",
    "mag* realm:frostwolf",
    "not class:shaman state:never",
]


class TestRowsOf:
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_a_query_finds_whom_a_file_told_of(self, imported: Flask, question: str) -> None:
        page = browser_of(imported, signed_in(imported)).get(f"/search/characters/?q={question}").text

        found = [name for name in ("Maga", "Magb", "Magd", "Thrall") if f"<bdi>{name}</bdi>" in page]
        assert found == ["Maga", "Magb", "Magd"]
        assert "Magwaits" not in page
        assert "Maghidden" not in page

    def test_nobody_in_particular_is_shown_nobody(self, imported: Flask) -> None:
        assert "Maga" not in browser_of(imported, None).get("/search/characters/?q=class:mage").text

    def test_so_it_does_without_redis(self, app: Flask, settings: Settings) -> None:
        nowhere = create_app(replace(settings, redis_url="redis://127.0.0.1:9/0"))
        nowhere.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        with nowhere.app_context():
            store(clock.now(), {"name": "Maga", "class": "mage"})

        browser = browser_of(nowhere, signed_in(app))
        pages = ("/search/?q=mag", "/search/characters/?q=class:mage", "/characters/eu/frostwolf/Maga")
        found = ["Maga" in browser.get(page).text for page in pages]

        with nowhere.app_context():
            db.engine.dispose()
        assert found == [True] * 3

    def test_so_does_the_search_by_name(self, imported: Flask) -> None:
        page = browser_of(imported, signed_in(imported)).get("/search/?q=mag").text

        assert "Maga" in page
        assert "Magwaits" not in page
        assert "Maga" not in browser_of(imported, None).get("/search/?q=mag").text
