"""The clock lets imported names wait for their looks, whether or not anybody can be rung for."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from tests.legacyimport.test_actions import look_at_all_who_wait, names, store
from webapp.config import current_settings
from webapp.extensions import db
from webapp.legacyimport.bringing import LOOKED_AT_ONCE
from webapp.legacyimport.jobs import answer_seeks, ring_imports_if_due
from webapp.legacyimport.seeking.actions import is_seek_wanted, wish_for_file
from webapp.lib import clock
from webapp.models import SyncTarget

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


class TestRingImportsIfDue:
    def test_more_wait_after_each_round(self, app: Flask) -> None:
        with app.app_context():
            store(*names(LOOKED_AT_ONCE + 1))
            look_at_all_who_wait()

            ring_imports_if_due(NOW)

            assert db.session.scalar(select(func.count()).select_from(SyncTarget)) == LOOKED_AT_ONCE + 1


class TestAnswerSeeks:
    def test_the_job_answers_who_waits(self, app: Flask, tmp_path: Path) -> None:
        with app.app_context():
            settings = replace(current_settings(), legacy_characters_dir=tmp_path)
            app.extensions["muster_settings"] = settings
            wish_for_file("eu", "frostwolf", "Thrall", now=clock.now())

            answer_seeks()

            assert not is_seek_wanted(clock.now())
