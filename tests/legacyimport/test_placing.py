"""A record without a place gets one, as if its file had said so."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.roll import add_realm
from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.facts import legacy_facts
from webapp.legacyimport.placing import place_record, unplaced_record
from webapp.legacyimport.storing import Read, store_batch
from webapp.models import Character, ForgottenCharacter, LegacyRecord
from webapp.models.forgotten import address_hash
from webapp.sync.typed_names import BadAddress
from webapp.words import FileOutcome, RecordStanding

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def store(realm: str | None, **document: Any) -> None:
    facts = legacy_facts({"name": "Thrall", **document}, region="eu" if realm else None, realm=realm)
    with transaction() as session:
        store_batch(session, [Read("x", "json", facts)], now=NOW)


def place(realm: str = "Frostwolf") -> FileOutcome:
    with transaction() as session:
        record = session.scalars(select(LegacyRecord).where(LegacyRecord.region == "")).one()
        return place_record(session, record, "EU", realm, now=NOW)


def standings() -> dict[int | None, RecordStanding]:
    rows = db.session.execute(select(LegacyRecord.level, LegacyRecord.standing))
    return {row.level: row.standing for row in rows}


class TestPlaceRecord:
    def test_whoever_is_placed_is_somebody(self, app_on: Flask) -> None:
        with app_on.app_context():
            store(None, level=60)

            assert place() is FileOutcome.IMPORTED
            assert db.session.execute(select(Character.realm, Character.level)).one() == ("frostwolf", 60)

    @pytest.mark.parametrize(
        ("said", "outcome", "standing"),
        [
            ("2024-03-01", FileOutcome.IMPORTED, RecordStanding.CURRENT),
            ("2024-01-01", FileOutcome.OLDER, RecordStanding.OLDER),
            (None, FileOutcome.CONFLICT, RecordStanding.CONFLICT),
        ],
    )
    def test_beside_another_file_the_newer_stands_in_front(
        self, app: Flask, said: str | None, outcome: FileOutcome, standing: RecordStanding
    ) -> None:
        with app.app_context():
            store("frostwolf", level=60, updated_at="2024-02-01")
            store(None, level=61, updated_at=said)

            assert place() is outcome
            assert standings()[61] is standing
            current = [one for one in standings().values() if one is RecordStanding.CURRENT]
            assert len(current) == 1

    def test_the_same_content_is_there_once(self, app: Flask) -> None:
        with app.app_context():
            store("frostwolf", level=60)
            store(None, level=60)

            assert place() is FileOutcome.EQUAL
            assert standings() == {60: RecordStanding.CURRENT}

    def test_no_realm_and_who_asked_to_be_forgotten_are_refused(self, app: Flask) -> None:
        with app.app_context():
            add_realm("frostwolf", "Frostwolf")
            store(None)
            with transaction() as session:
                mark = address_hash("eu", "frostwolf", "Thrall")
                session.add(ForgottenCharacter(region="eu", bnet_character_id=7, address_hash=mark))

            for realm, said in (("Nowhere", "is no realm of eu"), ("Frostwolf", "not looked up here")):
                with pytest.raises(BadAddress, match=said):
                    place(realm)


class TestUnplacedRecord:
    def test_one_of_no_guild_is_not_a_guilds(self, app: Flask) -> None:
        with app.app_context():
            store(None)
            record_id = db.session.scalars(select(LegacyRecord.id)).one()

            assert unplaced_record(db.session(), record_id, 1) is None
            assert unplaced_record(db.session(), record_id, None) is not None
