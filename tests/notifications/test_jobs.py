"""The bell rings when there is something to look at, and what is due reaches a real mail server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.notifications.delivering.channels import NOTIFICATIONS, deliveries
from tests.notifications.history import promote
from tests.rights.cast import Cast, assemble
from tests.support.mail_server import PASSWORD, USER, Kept, mail_server, read_letter
from tests.support.roll import settings_without_world
from webapp.config import Settings
from webapp.extensions import db
from webapp.jobs.bells import waiting
from webapp.jobs.queues import Queue, app_redis
from webapp.lib import clock
from webapp.models import GuildNotice
from webapp.notifications.jobs import deliver_notices, ring_notices_if_due, tell_guilds


def test_the_bell_rings_for_new_events_and_the_job_tells_them(cast: Cast) -> None:
    with cast.app.app_context():
        app_redis().flushall()
        tell_guilds()
        ring_notices_if_due(clock.now())
        assert waiting(Queue.ENRICHMENT) == 0

    promote(cast, "Anduin")

    with cast.app.app_context():
        ring_notices_if_due(clock.now())
        assert waiting(Queue.ENRICHMENT) == 1
        tell_guilds()
        assert db.session.query(GuildNotice).count() == 1


class TestDeliverNotices:
    @pytest.fixture
    def server(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
        """Give a mail server that this process trusts."""
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        with mail_server(tmp_path, security="starttls") as kept:
            yield kept

    @pytest.fixture
    def settings(self, sqlite_url: str, redis_url: str, server: Kept) -> Settings:
        """Give settings that name it."""
        mail: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_from": "m@muster.example", "smtp_user": USER}
        plain = settings_without_world(sqlite_url, redis_url)
        return replace(plain, smtp_port=server.port, smtp_password=PASSWORD, **mail)

    def test_a_promotion_reaches_the_mailbox_once(self, app: Flask, server: Kept) -> None:
        cast = assemble(app)
        form = {"address": "o@muster.example", "kind": "promoted"}
        assert cast.browser("Jaina").post(NOTIFICATIONS + "email", data=form).status_code == 303
        with app.app_context():
            tell_guilds()
        promote(cast, "Anduin")

        with app.app_context():
            for _time in range(2):
                tell_guilds()
                deliver_notices()

        (arrived,) = server.letters
        letter = read_letter(arrived)
        assert "Anduin was promoted" in letter["Subject"]
        assert (arrived.rcpt_tos, deliveries(cast)) == (["o@muster.example"], ["sent"])
