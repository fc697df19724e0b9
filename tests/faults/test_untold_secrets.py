"""P4: what is secret stands in no log, no page, no job and no row, through a sync, a notice and an error."""

import logging
import socket
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import redis
from flask import Flask
from sqlalchemy import select, update

from simulator import Simulator
from tests.rights.cast import Cast, assemble
from tests.support.scripted_server import Asked, ScriptedServer, reply
from tests.support.signed_in import browser_of
from tests.sync.conftest import Engine, make_client
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import Model, db
from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.models import Guild, GuildMember
from webapp.notifications.actions import tell_events
from webapp.notifications.jobs import deliver_notices
from webapp.notifications.kinds import Kind
from webapp.web.gate import public

KEY = "canaryOfTheWebhook" * 3
WEBHOOK = f"https://discord.com/api/webhooks/123456789012345678/{KEY}"
GIVEN: dict[str, Any] = {
    "secret_key": "canary-of-the-secret-key-0123456789",
    "secret_key_fallbacks": ("canary-of-the-key-before-0123456789",),
    "battlenet_client_secret": "canary-of-battle-net",
    "warcraftlogs_client_id": "logs",
    "warcraftlogs_client_secret": "canary-of-warcraft-logs",
    "smtp_host": "127.0.0.1",
    "smtp_from": "muster@muster.example",
    "smtp_user": "muster",
    "smtp_password": "canary-of-the-mail-server",
}
ADDRESSES = frozenset({"database_url", "redis_url", "cache_redis_url"})
"""Settings that may hold a password, and that a test cannot give one: their logs have tests of their own."""
CANARY = "canary"


class Broken(RuntimeError):
    """What goes wrong with a secret in its words, as libraries have it."""


def told() -> str:
    return f"POST https://oauth.battle.net/token?client_secret={GIVEN['battlenet_client_secret']} failed"


@job(Queue.ENRICHMENT, timeout=timedelta(seconds=30))
def break_down() -> None:
    """End badly, as a job of ours may."""
    raise Broken(told())


@pytest.fixture
def chat() -> Iterator[ScriptedServer]:
    """Give a chat server in trouble, which says in its answer what it was asked."""

    def refuse(connection: socket.socket, asked: Asked) -> None:
        connection.sendall(reply(500, f"cannot post to {asked.target}".encode()))

    with ScriptedServer(refuse) as server:
        yield server


@pytest.fixture
def log() -> StringIO:
    """Give what the app logs into, in the form in which it logs."""
    return StringIO()


@pytest.fixture
def app(settings: Settings, chat: ScriptedServer, log: StringIO) -> Iterator[Flask]:
    """Give an app that logs all it can, and whose every secret can be told."""
    app = create_app(replace(settings, log_level="DEBUG", discord_base=chat.url, **GIVEN))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)

    (to_standard_output,) = (
        one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler
    )
    to_standard_output.setStream(log)

    def stumble() -> str:
        raise Broken(told())

    app.add_url_rule("/stumble", "stumble", public(stumble))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def synced(app: Flask, simulator: Simulator) -> None:
    """Let a guild be read well, and badly in ways in which the service says back what it was sent."""
    settings: Settings = app.extensions["muster_settings"]
    with app.app_context():
        engine = Engine(app, simulator, make_client(settings), now=clock.now())
        engine.track()
        engine.sync()
        for status in (401, 403, 500):
            simulator.control.add_fault("status", kind="*", status=status, count=3)
            engine.resync()
            simulator.control.clear_faults()
        db.session.rollback()


def told_of(cast: Cast) -> None:
    """Let an officer set up a webhook, and something be told, which fails."""
    address = "/guilds/eu/argent-dawn/lantern-watch/notifications/"
    browser = cast.browser("Jaina")
    with cast.app.app_context():
        tell_events(clock.now())
    browser.post(address + "discord", data={"address": WEBHOOK + "x" * 100, "kind": "left"})
    assert browser.post(address + "discord", data={"address": WEBHOOK, "kind": list(Kind)}).status_code == 303
    browser.post(address + "discord/test")
    with cast.app.app_context():
        deliver_notices()


def pages(cast: Cast) -> str:
    """Return all pages that people of a guild and operators see, errors too."""
    browsers = [cast.browser(name) for name in ("Thrall", "Jaina", "Khadgar", None)]
    here = "/guilds/eu/argent-dawn/lantern-watch/"
    addresses = [
        "/",
        here,
        f"{here}notifications/",
        f"{here}settings/",
        f"{here}settings/audit",
        f"{here}sync/",
    ]
    addresses += [
        "/operations/sync",
        "/operations/cache",
        "/stumble",
        "/nope",
        "/me/",
        "/api/v1/health",
        "/readyz",
    ]
    return "".join(browser.get(address).text for browser in browsers for address in addresses)


def kept_in_redis(url: str) -> str:
    """Return every key of Redis with its value as it is stored, jobs and their arguments too."""
    with redis.Redis.from_url(url) as connection:
        return repr([(key, connection.dump(key)) for key in connection.scan_iter()])


def rows() -> str:
    return repr([db.session.execute(select(table)).all() for table in Model.metadata.sorted_tables])


def test_every_secret_of_the_settings_is_looked_for() -> None:
    secret = {field.name for field in fields(Settings) if field.metadata.get("secret")}

    assert secret - ADDRESSES == {name for name, value in GIVEN.items() if CANARY in str(value)}


def test_no_secret_is_told_anywhere(
    app: Flask, simulator: Simulator, chat: ScriptedServer, log: StringIO
) -> None:
    cast = assemble(app)
    told_of(cast)
    with app.app_context(), transaction() as session:
        session.execute(update(GuildMember).values(left_at=clock.now()))
        session.execute(update(Guild).values(name="Before", name_key="before"))
    synced(app, simulator)
    with app.app_context():
        ring(break_down, key="break-down-1")
        with pytest.raises(Broken):
            break_down()
    settings: Settings = app.extensions["muster_settings"]

    seen = {
        "page": pages(cast),
        "Redis": kept_in_redis(settings.redis_url),
        "log": log.getvalue(),
    }
    with app.app_context():
        seen["row"] = rows()

    tokens = set(simulator.app.tokens._tokens)
    assert {where: len(text) > 200 for where, text in seen.items()} == dict.fromkeys(seen, True)
    assert (chat.asked[0].target.endswith(KEY), bool(tokens), "Broken" in seen["log"]) == (True, True, True)
    told_in = [(where, line) for where, text in seen.items() for line in text.splitlines() if CANARY in line]
    assert told_in == []
    assert [where for where in ("page", "log", "row") for token in tokens if token in seen[where]] == []
    assert browser_of(app, None).get("/").status_code == 200
