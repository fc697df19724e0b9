"""Two guilds with the same things in each, and everybody who may ask about them."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from tests.architecture.matrix import IDS_OF_ROWS
from tests.support.roll import add_guild, add_member, add_realm
from tests.support.signed_in import Person, browser_of, operator, own, signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.names import name_key
from webapp.models import (
    ApiToken,
    AuditEntry,
    Character,
    CharacterEnrichmentCache,
    LegacyRecord,
    LegacyUpload,
    PermissionException,
    SavedView,
    SyncRun,
    UserSession,
)
from webapp.permissions.actions import make_token
from webapp.permissions.audit import Action
from webapp.permissions.sessions import session_id
from webapp.permissions.tokens import Scope
from webapp.words import CardStatus, Effect, RecordStanding, RunKind, RunTrigger

OWN, FOREIGN, ABSENT = range(3)
GUILDS = ("lantern-watch", "shadow-council", "nobodys-guild")
NAMES = ("Vereesa", "Guldan", "Nobodysson")
"""A member of each guild, whom nobody in the table owns, and a name that is not kept."""
NOTHING = 2_000_000_000
SECTION = "gear"
MARK = "0123456789abcdef"
"""Of a session that nobody has."""
ID_OF: dict[str, Callable[[Any], int]] = {
    "guild_id": lambda things: things["guild"],
    "run_id": lambda things: things["run"],
    "entry_id": lambda things: things["entry"],
    "exception_id": lambda things: things["exception"],
    "token_id": lambda things: things["token"],
    "view_id": lambda things: things["view"],
    "shared_id": lambda things: things["shared"],
    "upload_id": lambda things: things["upload"],
    "record_id": lambda things: things["record"],
}
"""What ``add_things`` calls the row that a parameter of an address means; a new one gets a line here."""
CARD = {
    "/api/character-cache": "?region=EU&realm=Argent%20Dawn&characterName={name}",
    "/api/character-cache/delete": "?region=EU&realm=Argent%20Dawn&characterName={name}",
}
UPSERT = {"region": "EU", "realm": "Argent Dawn", "playerCard": {}, "fetchStatus": "complete"}


@dataclass(frozen=True, slots=True)
class World:
    """The app, its people and programs, the things of each guild, and the file to go back to."""

    app: Flask
    people: dict[str, Person | None]
    tokens: dict[str, str | None]
    things: tuple[dict[str, int], dict[str, int]]
    file: Path
    saved: Path

    def ask(self, who: str, method: str, rule: str, about: int, *, only_id: bool) -> TestResponse:
        """Let somebody ask about the own, the foreign or the absent thing; what that changed is undone."""
        browser, headers = self._browser(who)
        address = self.address(rule, about, only_id=only_id)
        body = {"json": UPSERT | {"characterName": NAMES[about]}} if rule.endswith("/upsert") else {}
        answer = browser.open(address, method=method, headers=headers, **body)  # type: ignore[arg-type]
        with answer:
            answer.get_data()
        if method != "GET" and answer.status_code < 400:
            self.go_back()
        return answer

    def address(self, rule: str, about: int, *, only_id: bool) -> str:
        """Return an address for a rule; with ``only_id`` nothing but the id is foreign."""
        place = OWN if only_id else about
        known = {
            "region": "eu",
            "realm": "argent-dawn",
            "name": NAMES[place] if "/characters/" in rule else GUILDS[place],
            "section": SECTION,
            "mark": MARK,
        }
        for parameter in IDS_OF_ROWS.findall(rule):
            assert parameter in ID_OF, f"say in matrix_world.py which row <{parameter}> of {rule} means"
            known[parameter] = str(NOTHING if about == ABSENT else ID_OF[parameter](self.things[about]))
        path = re.sub(r"<[^<>]*?:?([a-z_]+)>", lambda found: known[found[1]], rule)
        return path + CARD.get(path, "").format(name=NAMES[about])

    def go_back(self) -> None:
        """Let every table be as it was."""
        with self.app.app_context():
            db.session.remove()
        with closing(sqlite3.connect(self.saved)) as saved, closing(sqlite3.connect(self.file)) as live:
            saved.backup(live)

    def _browser(self, who: str) -> tuple[FlaskClient, dict[str, str]]:
        if who in self.tokens:
            token = self.tokens[who]
            return self.app.test_client(), {} if token is None else {"Authorization": f"Bearer {token}"}
        return browser_of(self.app, self.people[who]), {}


def assemble(app: Flask, folder: Path) -> World:
    """Insert the two guilds, and let everybody sign in."""
    now = clock.now()
    with app.app_context():
        add_realm("argent-dawn", "Argent Dawn")
        guilds = [add_guild(name, roster_succeeded_at=now) for name in ("Lantern Watch", "Shadow Council")]
        members = [add_member(guild_id, name, rank=4) for guild_id, name in zip(guilds, NAMES, strict=False)]
        ranks = {"master": (0, 0), "officer": (0, 1), "member": (0, 4), "view-as": (0, 0), "other": (1, 1)}
        characters = {
            who: add_member(guilds[at], who.title(), rank=rank) for who, (at, rank) in ranks.items()
        }
    people: dict[str, Person | None] = {"anonymous": None, "stranger": signed_in(app, battletag="Arthas#1")}
    for who, character_id in characters.items():
        person = people[who] = signed_in(app, battletag=f"{who.title()}#1")
        own(app, person, character_id)
    people["operator"] = operator(app)
    look_as(app, people["view-as"], guilds[OWN], rank=4)
    things = tuple(
        add_things(app, guild_id, people["member"], member)
        for guild_id, member in zip(guilds, members, strict=True)
    )
    every = list(Scope)
    tokens = {
        "none": None,
        "scopeless": make(app, [], guilds[OWN]),
        "guild": make(app, every, guilds[OWN]),
        "operators": make(app, every, None),
    }
    return World(app, people, tokens, things, *saved(app, folder))  # type: ignore[arg-type]


def look_as(app: Flask, person: Person | None, guild_id: int, *, rank: int) -> None:
    """Let somebody look at a guild as a rank."""
    assert person is not None
    with app.app_context(), transaction() as session:
        own_session = UserSession.id == session_id(person.cookie)
        session.execute(
            update(UserSession).where(own_session).values(view_as_guild_id=guild_id, view_as_rank=rank)
        )


def add_things(app: Flask, guild_id: int, person: Person | None, member: int) -> dict[str, int]:
    """Insert one of everything that a guild has and an address names by its id."""
    assert person is not None
    now = clock.now()
    run = SyncRun(scope=f"guild:{guild_id}", kind=RunKind.CHARACTERS, trigger=RunTrigger.SCHEDULE)
    run.started_at = run.lease_until = now
    entry = AuditEntry(guild_id=guild_id, action=Action.RANK_NAME.value, subject="3", at=now)
    exception = PermissionException(guild_id=guild_id, user_id=person.user_id, tool_name="export")
    exception.effect, exception.reason = Effect.DENY, "Left the raid."
    card = CharacterEnrichmentCache(region="eu", realm="argent-dawn", character_id=member)
    card.fetch_status, card.player_card = CardStatus.COMPLETE, {"external": {"given": "by a program"}}
    token = ApiToken(guild_id=guild_id, name="bot", prefix="mst_bot", token_hash=f"{guild_id:064}", scopes=[])
    named = {"guild_id": guild_id, "name": "Mages", "name_key": "mages", "query": "q=class%3Amage"}
    view, shared = SavedView(user_id=person.user_id, **named), SavedView(**named)
    upload = LegacyUpload(guild_id=guild_id, files=0, sent_at=now, finished_at=now)
    record = LegacyRecord(guild_id=guild_id, region="", realm="", name="Lost", name_key="lost")
    record.digest, record.standing, record.content = str(guild_id), RecordStanding.CURRENT, "{}"
    record.source, record.form, record.read_at = "lost.json", "json", now
    with app.app_context(), transaction() as session:
        card.character_name = session.get_one(Character, member).name
        card.name_key = name_key(card.character_name)
        rows: dict[str, Any] = {"run": run, "entry": entry, "exception": exception, "token": token}
        rows |= {"view": view, "shared": shared, "upload": upload, "record": record}
        session.add_all([card, *rows.values()])
        session.flush()
        return {"guild": guild_id} | {name: row.id for name, row in rows.items()}


def make(app: Flask, scopes: list[Scope], guild_id: int | None) -> str:
    """Return a program's token."""
    with app.app_context():
        return make_token("program", scopes, guild_id=guild_id, expires_at=None)


def saved(app: Flask, folder: Path) -> tuple[Path, Path]:
    """Keep a copy of the database; return the file in use and the copy."""
    with app.app_context():
        file, copy = Path(str(db.engine.url.database)), folder / "as-it-was.db"
        db.session.remove()
    with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
    return file, copy
