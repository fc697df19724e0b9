"""Files that officers sent are read by a worker, each once, whatever is killed in between."""

import json
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from string import ascii_lowercase

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from tests.support.roll import add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.uploads.actions import CHUNK, is_upload_waiting, read_uploads
from webapp.models import Character, LegacyFile, LegacyRecord, LegacyUpload
from webapp.words import FileOutcome

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def guild_id(app_on: Flask) -> Iterator[int]:
    with app_on.app_context():
        yield add_guild()


def send(guild_id: int, files: dict[str, bytes], *, realm: str | None = "frostwolf") -> None:
    with transaction() as session:
        upload = LegacyUpload(guild_id=guild_id, files=len(files), sent_at=NOW)
        upload.region, upload.realm = ("eu" if realm else None), realm
        session.add(upload)
        session.flush()
        for position, (name, raw) in enumerate(files.items()):
            session.add(LegacyFile(upload_id=upload.id, position=position, file_name=name, raw=raw))


def read() -> dict[str, tuple[FileOutcome | None, str | None]]:
    read_uploads(lambda: NOW, until=NOW + timedelta(seconds=1))
    db.session.expire_all()
    return {one.file_name: (one.outcome, one.why) for one in db.session.scalars(select(LegacyFile))}


def named(name: str, **more: object) -> bytes:
    return json.dumps({"name": name, **more}).encode()


class TestReadUploads:
    def test_each_file_has_its_outcome_and_its_bytes_are_gone(self, guild_id: int) -> None:
        files = {"thrall.json": named("Thrall"), "jaina.pkl": pickle.dumps({"name": "Jaina"})}
        files |= {"again.json": named("Thrall"), "other.json": named("Thrall", level=1)}
        files |= {"bomb.zip": b"PK\x03\x04", "bad.json": b"{", "text.txt": b"x", "fake.json": b"\x80\x04."}

        send(guild_id, files)
        said = read()

        assert {name: outcome for name, (outcome, _) in said.items()} == {
            "thrall.json": FileOutcome.IMPORTED,
            "jaina.pkl": FileOutcome.IMPORTED,
            "again.json": FileOutcome.EQUAL,
            "other.json": FileOutcome.CONFLICT,
            **dict.fromkeys(("bomb.zip", "bad.json", "text.txt", "fake.json"), FileOutcome.REFUSED),
        }
        assert "unpack it" in str(said["bomb.zip"][1])
        kept = db.session.scalars(select(LegacyFile).options(undefer(LegacyFile.raw)))
        assert {one.raw for one in kept} == {None}
        assert not is_upload_waiting()

    def test_without_a_realm_they_wait_and_are_their_guilds(self, guild_id: int) -> None:
        send(guild_id, {"lost.json": named("Lost")}, realm=None)

        assert read() == {"lost.json": (FileOutcome.UNPLACED, "")}
        assert db.session.scalars(select(LegacyRecord.guild_id)).all() == [guild_id]
        assert db.session.scalar(select(func.count()).select_from(Character)) == 0

    def test_what_one_turn_leaves_the_next_goes_on_with(self, guild_id: int) -> None:
        send(guild_id, {f"{one}.json": named(f"Thr{one}") for one in ascii_lowercase})
        moments = iter([NOW] * (CHUNK + 1))

        read_uploads(lambda: next(moments, NOW + timedelta(seconds=1)), until=NOW + timedelta(seconds=1))
        half = db.session.scalars(select(LegacyUpload.done)).all()
        said = read()

        assert half == [CHUNK]
        assert {outcome for outcome, _ in said.values()} == {FileOutcome.IMPORTED}
        assert db.session.scalars(select(LegacyUpload.done)).all() == [26]

    def test_a_turn_ends_in_time_in_the_middle_of_slow_files(self, guild_id: int) -> None:
        send(guild_id, {f"{one}.json": named(f"Thr{one}") for one in ascii_lowercase})
        moments = iter([NOW] * 3)

        read_uploads(lambda: next(moments, NOW + timedelta(seconds=1)), until=NOW + timedelta(seconds=1))

        assert db.session.scalars(select(LegacyUpload.done)).all() == [3]

    def test_many_files_of_one_let_others_have_their_turn(self, guild_id: int) -> None:
        send(guild_id, {f"{one}.json": named(f"Thr{one}") for one in ascii_lowercase * 2})
        send(guild_id, {"jaina.json": named("Jaina")})
        moments = iter([NOW] * (CHUNK + 3))

        read_uploads(lambda: next(moments, NOW + timedelta(seconds=1)), until=NOW + timedelta(seconds=1))

        done = db.session.scalars(select(LegacyUpload.done).order_by(LegacyUpload.id)).all()
        assert done == [CHUNK, 1]

    def test_sent_again_nothing_changes(self, guild_id: int) -> None:
        for _ in range(2):
            send(guild_id, {"thrall.json": named("Thrall")})
        read()

        outcomes = db.session.scalars(select(LegacyFile.outcome).order_by(LegacyFile.id)).all()
        assert outcomes == [FileOutcome.IMPORTED, FileOutcome.EQUAL]
