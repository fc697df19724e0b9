"""Whom a file told of is found by name, by class and by a query from that moment, whoever has looked."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from tests.support.roll import add_guild, add_member
from tests.support.signed_in import browser_of, signed_in
from webapp.database import transaction
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

    def test_so_does_the_search_by_name(self, imported: Flask) -> None:
        page = browser_of(imported, signed_in(imported)).get("/search/?q=mag").text

        assert "Maga" in page
        assert "Magwaits" not in page
        assert "Maga" not in browser_of(imported, None).get("/search/?q=mag").text
