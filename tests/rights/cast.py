"""A guild whose people have signed in: the master, an officer, a raider; and those who are somewhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.roll import PAGE, add_guild, add_member, add_realm
from tests.support.signed_in import Person, browser_of, operator, own, signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import AuditEntry, Guild, GuildMember
from webapp.permissions.mapping import fields_of
from webapp.permissions.policy import GuildRules, Standing, Tool, tools_of
from webapp.permissions.standing import read_standing

SETTINGS = PAGE + "settings/"


@dataclass(frozen=True, slots=True)
class Cast:
    """The people by name, and the ids of their guild and characters."""

    app: Flask
    guild_id: int
    other_guild_id: int
    people: dict[str, Person]
    characters: dict[str, int]

    def id_of(self, name: str) -> int:
        """Return the number of somebody's account."""
        return self.people[name].user_id

    def browser(self, name: str | None) -> FlaskClient:
        """Return the browser of one of the cast, or of somebody who has not signed in."""
        return browser_of(self.app, None if name is None else self.people[name])

    def get(self, name: str | None, path: str = "") -> TestResponse:
        """Let somebody open a page below the settings."""
        return self.browser(name).get(SETTINGS + path)

    def post(self, name: str | None, path: str = "", **form: Any) -> TestResponse:
        """Let somebody send a form to an address below the settings."""
        return self.browser(name).post(SETTINGS + path, data=form)

    def tools(self, name: str) -> frozenset[Tool]:
        """Return what somebody may use now, by what is stored."""
        with self.app.app_context():
            standing, rules = read_standing(db.session(), self.guild_id, self.id_of(name))
        return tools_of(standing, rules, clock.now())

    def standing(self, name: str) -> Standing:
        """Return what somebody is now, by what is stored."""
        with self.app.app_context():
            return read_standing(db.session(), self.guild_id, self.id_of(name))[0]

    def claim(self, character_id: int) -> None:
        """Let somebody new own a character."""
        own(self.app, signed_in(self.app, battletag=f"Player{character_id}#1"), character_id)

    def entries(self) -> Sequence[AuditEntry]:
        """Return the log, the oldest first."""
        with self.app.app_context():
            found = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
            db.session.expunge_all()
            return found

    def guild(self) -> Guild:
        """Return the guild as it is stored."""
        with self.app.app_context():
            guild = db.session.get_one(Guild, self.guild_id)
            db.session.expunge(guild)
            return guild

    def rank(self, name: str, rank: int, **facts: Any) -> None:
        """Let a roster say that somebody's character has another rank, as a sync does."""
        with self.app.app_context(), transaction() as session:
            member = session.scalars(
                select(GuildMember).where(GuildMember.character_id == self.characters[name])
            ).one()
            member.rank = rank
            for column, value in facts.items():
                setattr(member, column, value)
            session.get_one(Guild, self.guild_id).permission_version += 1


def assemble(app: Flask) -> Cast:
    """Insert the guild and its people."""
    now = clock.now()
    with app.app_context():
        add_realm("argent-dawn", "Argent Dawn")
        guild_id = add_guild(roster_succeeded_at=now)
        other_id = add_guild("Shadow Council", roster_succeeded_at=now)
        ranks = {"Thrall": 0, "Jaina": 1, "Anduin": 4, "Vereesa": 4}
        characters = {
            name: add_member(guild_id, name, rank=rank, class_id=rank + 1) for name, rank in ranks.items()
        }
        characters["Guldan"] = add_member(other_id, "Guldan", rank=0)
    names = ("Thrall", "Jaina", "Anduin", "Arthas", "Guldan")
    people = {name: signed_in(app, battletag=f"{name}#1") for name in names}
    for name in ("Thrall", "Jaina", "Anduin", "Guldan"):
        own(app, people[name], characters[name])
    people["Khadgar"] = operator(app)
    return Cast(app, guild_id, other_id, people, characters)


def mapping(**changed: str) -> dict[str, str]:
    """Return the form of the plain rules with some fields changed."""
    return fields_of(GuildRules()) | changed
