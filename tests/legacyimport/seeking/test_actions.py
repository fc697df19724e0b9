"""Names are looked for by a worker: one wish a name, so many at once, and each gets its answer."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from structlog.testing import capture_logs

from webapp.config import current_settings
from webapp.extensions import db
from webapp.legacyimport.seeking.actions import (
    MOST_SEEKS,
    Sought,
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
    found = told(name)
    return None if found is None else found.outcome


def told(name: str) -> Sought | None:
    return sought(db.session(), "eu", "frostwolf", name)


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


@pytest.mark.usefixtures("context")
class TestTrouble:
    def test_a_name_at_which_a_worker_died_is_behind_the_others(self) -> None:
        wish("Thrall")
        wish("Nobody", NOW + timedelta(seconds=1))
        dying = iter([NOW + timedelta(seconds=2)] * 2)
        with pytest.raises(StopIteration):
            answer_seeks(lambda: next(dying), until=NOW + timedelta(minutes=1))

        after = []
        for minute in (1, 2):
            times = iter([NOW + timedelta(minutes=minute)] * 4 + [NOW + timedelta(minutes=5)])
            answer_seeks(times.__next__, until=NOW + timedelta(minutes=4))
            after.append([found and found.outcome for found in map(told, ("Thrall", "Nobody"))])

        assert after == [[None, SeekOutcome.NONE], [SeekOutcome.FOUND, SeekOutcome.NONE]]

    def test_a_look_that_goes_wrong_is_an_answer_and_is_logged(self, app: Flask) -> None:
        settings = replace(current_settings(), legacy_characters_dir=Path("no\0folder"))
        app.extensions["muster_settings"] = settings
        wish("Thrall")
        wish("Jaina")

        with capture_logs() as lines:
            outcomes = answered("Thrall"), answered("Jaina")

        assert outcomes == (SeekOutcome.REFUSED, SeekOutcome.REFUSED)
        assert [line["event"] for line in lines if line["log_level"] == "error"] == ["seek_failed"] * 2


class TestWithoutAFolder:
    def test_nothing_is_kept(self, app: Flask) -> None:
        with app.app_context():
            assert not wish("Thrall")
            assert not is_seek_wanted(NOW)
