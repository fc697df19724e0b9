"""Following a sync ends when everything that was due is done."""

import threading

import pytest
from flask import Flask

from tests.cli.conftest import DEMO, Run
from webapp.cli.following import follow
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild
from webapp.sync.outside import battlenet
from webapp.sync.work import sync_guild_now


def work(app: Flask, guild_id: int) -> None:
    with app.app_context():
        sync_guild_now(guild_id, battlenet(), threads=8, clock=clock.now, worker="elsewhere")
        db.session.remove()


class TestFollow:
    def test_it_waits_for_a_worker_elsewhere_and_returns_the_last_strip(self, app: Flask, run: Run) -> None:
        run("guild", "add", DEMO)
        with app.app_context():
            guild_id = db.session.query(Guild.id).scalar()
            db.session.remove()
            worker = threading.Thread(target=work, args=(app, guild_id))
            worker.start()

            strip = follow(guild_id, clock.now)
            worker.join()

        assert (strip.members, strip.is_active) == (12, False)

    @pytest.mark.usefixtures("synced")
    def test_what_is_done_already_returns_at_once(self, app: Flask) -> None:
        with app.app_context():
            strip = follow(db.session.query(Guild.id).scalar(), clock.now)

        assert strip.roster_outcome == "ok"
