"""Names of all planes of Unicode come back as they were, and are found in any case, each exactly once."""

import json
import random
import sys
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import undefer

from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.documents import read_json
from webapp.legacyimport.facts import LegacyFacts, legacy_facts
from webapp.legacyimport.storing import Read, store_batch
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import Character, LegacyRecord
from webapp.words import FileOutcome

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
MOST = 5_000
HOSTILE = "x'); DROP TABLE legacy_records; --"


def letters() -> list[str]:
    """Return every letter of every plane; halves of letters are none."""
    return [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalpha()]


def facts_of(name: str, **more: Any) -> LegacyFacts:
    raw = json.dumps({"name": name, "note": name, **more}, ensure_ascii=False).encode()
    return legacy_facts(read_json(raw), region="eu", realm="frostwolf")


def made_up(many: int) -> dict[str, LegacyFacts]:
    """Return characters by the keys of their names, which no two of them share."""
    chance, every = random.Random(12), letters()
    found: dict[str, LegacyFacts] = {}
    while len(found) < many:
        name = "".join(chance.choices(every, k=chance.randint(2, 8)))
        if chance.random() < 0.3:
            name = unicodedata.normalize("NFD", name)
        if (
            2 <= len(unicodedata.normalize("NFC", name)) <= 12
            and unicodedata.normalize("NFC", name).isalpha()
        ):
            one = facts_of(name)
            found.setdefault(name_key(one.name), one)
    return found


def forms(name: str) -> set[str]:
    """Return the name in every case, composed and not, as far as it is the same name then."""
    cases = {name, name.lower(), name.upper(), name.title(), name.swapcase()}
    every = cases | {unicodedata.normalize("NFD", one) for one in cases}
    return {one for one in every if same_but_for_case(one, name)}


class TestNames:
    def test_each_comes_back_and_is_found_once_in_any_case(
        self, app_on: Flask, pytestconfig: pytest.Config
    ) -> None:
        people = made_up(min(MOST, int(pytestconfig.getoption("--legacy-files")) // 5))
        with app_on.app_context():
            with transaction() as session:
                lines = store_batch(session, [Read("x", "json", one) for one in people.values()], now=NOW)

            kept = db.session.scalars(select(LegacyRecord).options(undefer(LegacyRecord.content))).all()
            keys = list(db.session.scalars(select(Character.name_key)))

        assert {line.outcome for line in lines} == {FileOutcome.IMPORTED}
        assert {one.name_key: json.loads(one.content)["note"].encode() for one in kept} == {
            key: json.loads(one.content)["note"].encode() for key, one in people.items()
        }
        assert sorted(keys) == sorted(people)
        assert {name_key(form) for one in people.values() for form in forms(one.name)} == set(people)


class TestHostileWords:
    def test_words_of_sql_are_words(self, app_on: Flask) -> None:
        fields = dict.fromkeys(("class", "race", "note", HOSTILE, "updated_at"), HOSTILE)
        with app_on.app_context():
            with transaction() as session:
                read = [
                    Read(HOSTILE, "json", facts_of("Thrall", **fields)),
                    Read(HOSTILE, "json", facts_of("Jaina", realm=HOSTILE)),
                ]
                lines = store_batch(session, read, now=NOW)

            tables = inspect(db.engine).get_table_names()
            record = db.session.scalars(select(LegacyRecord).options(undefer(LegacyRecord.content))).one()
            assert [line.outcome for line in lines] == [FileOutcome.IMPORTED, FileOutcome.REFUSED]
            assert "legacy_records" in tables
            assert (record.class_name, record.source, json.loads(record.content)[HOSTILE]) == (HOSTILE,) * 3
            assert db.session.scalar(select(func.count()).select_from(Character)) == 1
