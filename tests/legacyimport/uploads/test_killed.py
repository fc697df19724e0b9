"""A worker that is killed in the middle of an upload: the next one ends it the same."""

import os
import signal
import subprocess
import sys
import time

from flask import Flask
from sqlalchemy import func, select

from tests.legacyimport.uploads.test_actions import named, send
from tests.support.roll import add_guild
from webapp.config import current_settings
from webapp.extensions import db
from webapp.legacyimport.uploads.actions import CHUNK, read_uploads
from webapp.lib import clock
from webapp.models import LegacyFile, LegacyRecord, LegacyUpload
from webapp.words import FileOutcome

FILES = 400
WORK = """
from datetime import timedelta
from webapp import create_app
from webapp.legacyimport.uploads.actions import read_uploads
from webapp.lib import clock
with create_app().app_context():
    read_uploads(clock.now, until=clock.now() + timedelta(minutes=1))
"""


def done(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(LegacyUpload.done)) or 0


class TestKilled:
    def test_what_was_read_is_not_read_again_and_nothing_is_lost(self, app: Flask) -> None:
        letters = [f"{one:03}".translate(str.maketrans("0123456789", "abcdefghij")) for one in range(FILES)]
        with app.app_context():
            send(add_guild(), {f"{one}.json": named(f"Thr{one}") for one in letters})
            environment = {**os.environ, "DATABASE_URL": current_settings().database_url}
        worker = subprocess.Popen([sys.executable, "-c", WORK], env=environment)
        until = time.monotonic() + 120
        while not done(app) and worker.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        half = done(app)

        with app.app_context():
            records = db.session.scalar(select(func.count()).select_from(LegacyRecord))
            db.session.rollback()
            read_uploads(clock.now, until=clock.now().replace(year=2999))
            outcomes = set(db.session.scalars(select(LegacyFile.outcome)))

        assert 0 < half <= FILES
        assert half % CHUNK == 0
        assert records == half
        assert (outcomes, done(app)) == ({FileOutcome.IMPORTED}, FILES)
