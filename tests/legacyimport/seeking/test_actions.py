"""Names are looked for by a worker: one wish a name, so many at once, and each gets its answer."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from webapp.config import current_settings
from webapp.extensions import db
from webapp.legacyimport.seeking.actions import (
    MOST_SEEKS,
    answer_seeks,
    is_seek_wanted,
    sought,
    wish_for_file,
)
from webapp.models import LegacyWish
from webapp.sync.tracking import TooManyWaiting
from webapp.web.limit_rules import LOOK_UP, SEEKS
from webapp.words import SeekOutcome

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def context(app: Flask, tmp_path: Path) -> Iterator[None]:
    (tmp_path / "thrall.json").write_text(
        json.dumps({"name": "Thrall", "region": "eu", "realm": "frostwolf"})
    )
    with app.app_context():
        settings = replace(current_settings(), legacy_characters_dir=tmp_path)
        app.extensions["muster_settings"] = settings
        yield


def answered(name: str) -> SeekOutcome | None:
    answer_seeks(lambda: NOW, until=NOW + timedelta(seconds=1))
    found = sought(db.session(), "eu", "frostwolf", name)
    return None if found is None else found.outcome


def wish(name: str, now: datetime = NOW) -> bool:
    return wish_for_file("eu", "frostwolf", name, now=now)


@pytest.mark.usefixtures("context")
class TestWishes:
    def test_each_name_gets_its_answer(self) -> None:
        wish("Thrall")
        wish("Nobody")

        assert (answered("Thrall"), answered("Nobody")) == (SeekOutcome.FOUND, SeekOutcome.NONE)
        assert not is_seek_wanted(NOW)

    def test_a_name_is_wished_for_once(self) -> None:
        rung = [wish("Thrall"), wish("thrall"), wish("Thrall", NOW + timedelta(seconds=59))]

        assert rung == [True, True, True]
        assert db.session.scalar(select(func.count()).select_from(LegacyWish)) == 1

    def test_an_answer_stands_for_a_minute(self) -> None:
        wish("Nobody")
        answered("Nobody")

        assert not wish("Nobody", NOW + timedelta(seconds=59))
        assert wish("Nobody", NOW + timedelta(seconds=60))

    def test_no_more_wait_than_may(self) -> None:
        for number in range(MOST_SEEKS):
            wish(f"Thr{chr(ord('a') + number // 20)}{chr(ord('a') + number % 20)}")

        with pytest.raises(TooManyWaiting):
            wish("Jaina")
        assert wish("Jaina", NOW + timedelta(minutes=10))

    def test_nobody_alone_takes_the_room_of_all(self) -> None:
        assert SEEKS.per_minute + LOOK_UP.per_minute < MOST_SEEKS


class TestWithoutAFolder:
    def test_nothing_is_kept(self, app: Flask) -> None:
        with app.app_context():
            assert not wish("Thrall")
            assert not is_seek_wanted(NOW)
