"""The page of the cache's health with 200,000 failed sections, and pressing "retry these"."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, text
from werkzeug.test import create_environ, run_wsgi_app

from bench.ratio import Ratio
from bench.roster import settings_for
from devtools import servers
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, SectionState, SyncTarget, User
from webapp.operations.cache.actions import count_everything, retry
from webapp.operations.cache.forms import Wanted
from webapp.permissions.session_actions import open_session
from webapp.web import session_cookie
from webapp.words import Section, TargetKind

ABOUT = "the cache's health with 200,000 failed sections"
CHARACTERS = 100_000
FAILED = ((Section.EQUIPMENT, "timeout"), (Section.RAIDS, "upstream"))
GOOD = (Section.SUMMARY, Section.MYTHIC, Section.PROFESSIONS)
CHUNK = 5_000
TURNS = 7
PAGE_MILLISECONDS = 150
OPERATOR = 1
PATHS = ("/operations/cache/", "/operations/cache/sections?section=raids&state=failing")
OK = "200"


def run() -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        found = _measured("SQLite", settings_for(Path(folder) / "health.db"))
        with _postgresql(Path(folder)) as url:
            if url is not None:
                settings = settings_for(Path(folder) / "unused.db")
                found += _measured("PostgreSQL", _on(settings, url))
    return found


def _on(settings: Settings, url: str) -> Settings:
    return Settings(
        database_url=url,
        battlenet_api_base=settings.battlenet_api_base,
        battlenet_oauth_base=settings.battlenet_oauth_base,
        log_level="ERROR",
        limits_factor=settings.limits_factor,
    )


@contextmanager
def _postgresql(folder: Path) -> Iterator[str | None]:
    server = servers.start_postgresql(folder / "postgresql")
    try:
        yield None if server is None else server.url
    finally:
        if server is not None:
            server.stop()


def _measured(name: str, settings: Settings) -> list[Ratio]:
    app, now = create_app(settings), clock.now()
    with app.app_context():
        db.create_all()
        _fill(now)
        _settle(name)
        began = time.perf_counter()
        count_everything(now=now)
        counting = time.perf_counter() - began
        with transaction() as session:
            session.add(User(bnet_id=OPERATOR, battletag="Khadgar#1", last_login_at=now, is_operator=True))
            session.flush()
            cookie = f"{session_cookie.NAME}={open_session(session, OPERATOR, 'eu', now)}"
    pages = [_page(app, name, path, cookie) for path in PATHS]
    with app.app_context():
        pressed = _pressed(name, now)
        db.session.remove()
        db.engine.dispose()
    limit = Ratio(name=f"{name}: counting all, in seconds", value=counting, limit=30)
    return [*pages, pressed, limit]


def _fill(now: datetime) -> None:
    for first in range(1, CHARACTERS + 1, CHUNK):
        numbers = range(first, first + CHUNK)
        with transaction() as session:
            session.execute(insert(Character), [_character(number, now) for number in numbers])
            session.execute(insert(SectionState), [row for number in numbers for row in _rows(number, now)])
            session.execute(insert(SyncTarget), [_target(number, now) for number in numbers])


def _character(number: int, now: datetime) -> dict[str, object]:
    name = f"Name{number}"
    known = {"id": number, "bnet_character_id": number, "region": "eu", "realm": "argent-dawn"}
    return known | {"name": name, "name_key": name.lower(), "last_synced_at": now}


def _rows(number: int, now: datetime) -> Iterator[dict[str, object]]:
    at = now - timedelta(seconds=number % 86_400)
    for section, outcome in FAILED:
        yield _section(number, section, at) | {
            "outcome": outcome,
            "failures": 3,
            "failed_since": at,
            "error": "no answer",
            "succeeded_at": None,
        }
    for section in GOOD:
        yield _section(number, section, at)


def _section(number: int, section: Section, at: datetime) -> dict[str, object]:
    known = {"character_id": number, "section": section, "attempted_at": at, "succeeded_at": at}
    return known | {"outcome": "ok", "failures": 0, "failed_since": None, "error": None}


def _target(number: int, now: datetime) -> dict[str, object]:
    due = now + timedelta(seconds=number % 14_400)
    return {"kind": TargetKind.CHARACTER, "character_id": number, "next_due_at": due}


def _settle(name: str) -> None:
    """Do what the database does by itself after a while: note what pages are whole, and how rows lie."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if name == "PostgreSQL" else "ANALYZE"))


def _page(app: Flask, name: str, path: str, cookie: str) -> Ratio:
    milliseconds = 1000 * _median(lambda: _ask(app, path, cookie))
    return Ratio(name=f"{name}: {path.partition('?')[0]}, in ms", value=milliseconds, limit=PAGE_MILLISECONDS)


def _ask(app: Flask, path: str, cookie: str) -> None:
    chunks, status, _headers = run_wsgi_app(app, create_environ(path, headers={"Cookie": cookie}))
    b"".join(chunks)
    if not status.startswith(OK):
        raise AssertionError(f"the page answered {status}")


def _pressed(name: str, now: datetime) -> Ratio:
    section, outcome = FAILED[0]
    began = time.perf_counter()
    retry(None, OPERATOR, Wanted(outcome=outcome, section=section, counted=CHARACTERS), now=now)
    seconds = time.perf_counter() - began
    return Ratio(name=f"{name}: retry these {CHARACTERS:,}, in seconds", value=seconds, limit=20)


def _median(ask: Callable[[], None]) -> float:
    ask()
    times = []
    for _ in range(TURNS):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return statistics.median(times)
