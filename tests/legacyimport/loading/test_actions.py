"""A character comes from the database, else from its file: stored first, and the file never read again."""

import json
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from structlog.testing import capture_logs

from tests.support.roll import add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.loading.actions import Folder, Loaded, Source, load_character
from webapp.models import Character, ForgottenCharacter, LegacyRecord
from webapp.models.forgotten import address_hash
from webapp.sync.tracking import track_lone_character
from webapp.words import SeekOutcome

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
HERE = Loaded(SeekOutcome.FOUND, Source.FILE)
KNOWN = Loaded(SeekOutcome.KNOWN, Source.DATABASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path = tmp_path / "old"
    tmp_path.mkdir()
    place = {"region": "eu", "realm": "frostwolf"}
    (tmp_path / "thrall.json").write_text(json.dumps({"name": "Thrall", "level": 60, **place}))
    (tmp_path / "jaina.pkl").write_bytes(pickle.dumps({"name": "Jaina", "tags": {"a"}, **place}))
    (tmp_path / "lost.json").write_text('{"name": "Lost"}')
    (tmp_path / "bad.json").write_text("{")
    return tmp_path


def load(folder: Path, name: str, *, realm: str = "frostwolf", default: str | None = None) -> Loaded:
    files = Folder(folder, "eu" if default else None, default)
    return load_character("eu", realm, name, folder=files, now=NOW)


def records() -> int:
    return db.session.scalar(select(func.count()).select_from(LegacyRecord)) or 0


class TestLoadCharacter:
    @pytest.mark.parametrize("name", ["Thrall", "jaina"])
    def test_a_file_is_read_once_whatever_becomes_of_it(self, app_on: Flask, folder: Path, name: str) -> None:
        with app_on.app_context():
            first = load(folder, name)
            for file in folder.iterdir():
                file.write_text("no longer what it was")
            second = load(folder, name)
            for file in folder.iterdir():
                file.unlink()

            assert (first, second, load(folder, name)) == (HERE, KNOWN, KNOWN)
            assert db.session.scalars(select(Character.name)).all() == [name.capitalize()]

    def test_which_source_answered_is_in_the_log(self, app: Flask, folder: Path) -> None:
        with app.app_context(), capture_logs() as lines:
            load(folder, "Thrall")
            load(folder, "Thrall")

        said = [line["source"] for line in lines if line["event"] == "character_loaded"]
        assert said == [Source.FILE, Source.DATABASE]

    def test_a_name_that_only_waits_is_no_answer_of_the_database(self, app: Flask, folder: Path) -> None:
        with app.app_context():
            track_lone_character("eu", "frostwolf", "Thrall", now=NOW)

            assert load(folder, "Thrall") == HERE
            assert db.session.scalar(select(Character.level)) == 60

    def test_a_file_without_a_place_takes_the_default_or_waits(self, app: Flask, folder: Path) -> None:
        with app.app_context():
            waits = [load(folder, "Lost"), load(folder, "Lost")]
            (folder / "stray.json").write_text('{"name": "Stray"}')

            unplaced = SeekOutcome.UNPLACED
            assert waits == [Loaded(unplaced, Source.FILE), Loaded(unplaced, Source.DATABASE)]
            assert load(folder, "Stray", default="frostwolf") == HERE

    def test_what_officers_sent_without_a_place_is_in_nobodys_way(self, app: Flask, folder: Path) -> None:
        with app.app_context():
            load(folder, "Lost")
            with transaction() as session:
                session.execute(update(LegacyRecord).values(guild_id=add_guild()))
            (folder / "lost.json").write_text('{"name": "Lost", "region": "eu", "realm": "frostwolf"}')

            assert load(folder, "Lost") == HERE

    def test_another_realms_file_and_no_file_are_nobody(self, app: Flask, folder: Path) -> None:
        with app.app_context():
            assert load(folder, "Thrall", realm="khadgar").outcome is SeekOutcome.NONE
            assert load(folder, "Nobody").outcome is SeekOutcome.NONE
            assert records() == 0

    def test_a_file_that_cannot_be_read_is_refused_with_the_reason(self, app: Flask, folder: Path) -> None:
        with app.app_context():
            loaded = load(folder, "Bad")

            assert (loaded.outcome, "no JSON" in loaded.why) == (SeekOutcome.REFUSED, True)

    def test_who_asked_to_be_forgotten_is_not_read(self, app: Flask, folder: Path) -> None:
        with app.app_context():
            with transaction() as session:
                mark = address_hash("eu", "frostwolf", "Thrall")
                session.add(ForgottenCharacter(region="eu", bnet_character_id=7, address_hash=mark))

            assert load(folder, "Thrall").outcome is SeekOutcome.REFUSED
            assert records() == 0
