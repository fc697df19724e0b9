"""Records of files: what becomes of each beside those that are there, and who is looked at."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.facts import legacy_facts
from webapp.legacyimport.storing import Line, Read, store_batch
from webapp.models import Character, ForgottenCharacter, LegacyRecord
from webapp.models.forgotten import address_hash
from webapp.words import FileOutcome, RecordStanding

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def read(name: str, realm: str | None = "frostwolf", **more: Any) -> Read:
    document = {"name": name, **more}
    return Read(f"{name}.json", "json", legacy_facts(document, region="eu", realm=realm))


def store(*batch: Read) -> list[Line]:
    with transaction() as session:
        return store_batch(session, batch, now=NOW)


def outcomes(*batch: Read) -> list[FileOutcome]:
    return [line.outcome for line in store(*batch)]


def number(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestStoreBatch:
    def test_the_newest_stands_in_front_in_whatever_order(self, app_on: Flask) -> None:
        with app_on.app_context():
            first = read("Thrall", level=60, updated_at="2024-02-01")
            older = read("Thrall", level=50, updated_at="2024-01-01")
            newer = read("Thrall", level=70, updated_at="2024-03-01")
            undated = read("Thrall", level=71)

            said = outcomes(first), outcomes(older, newer, undated), outcomes(first, older, newer, undated)

            assert said == (
                [FileOutcome.IMPORTED],
                [FileOutcome.OLDER, FileOutcome.IMPORTED, FileOutcome.CONFLICT],
                [FileOutcome.EQUAL] * 4,
            )
            rows = db.session.execute(
                select(LegacyRecord.level, LegacyRecord.standing).order_by(LegacyRecord.level)
            )
            older_word, current, conflict = (
                RecordStanding.OLDER,
                RecordStanding.CURRENT,
                RecordStanding.CONFLICT,
            )
            assert list(map(tuple, rows)) == [
                (50, older_word),
                (60, older_word),
                (70, current),
                (71, conflict),
            ]

    def test_whoever_has_no_place_waits_and_is_nobody_yet(self, app: Flask) -> None:
        with app.app_context():
            assert outcomes(read("Jaina", realm=None)) == [FileOutcome.UNPLACED]
            assert number(Character) == 0

    def test_who_asked_to_be_forgotten_is_refused(self, app: Flask) -> None:
        with app.app_context():
            with transaction() as session:
                mark = address_hash("eu", "frostwolf", "Jaina")
                session.add(ForgottenCharacter(region="eu", bnet_character_id=7, address_hash=mark))

            assert outcomes(read("Jaina")) == [FileOutcome.REFUSED]
            assert number(LegacyRecord) == 0
