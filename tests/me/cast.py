"""Jaina, an officer with an alt in her guild and a character beyond it, and Thrall, its master."""

from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.roll import NOON, add_guild, add_member, add_realm, name_rank
from tests.support.signed_in import Person, browser_of, own, signed_in
from webapp.database import transaction
from webapp.extensions import Model, db
from webapp.lib import clock
from webapp.lib.names import name_key
from webapp.models import Character, CharacterList
from webapp.permissions.news import News

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people by name, their guild, and the ids of the characters."""

    app: Flask
    guild_id: int
    jaina: Person
    thrall: Person
    characters: dict[str, int]

    def browser(self, person: Person | None = None) -> FlaskClient:
        """Return Jaina's browser, or somebody else's."""
        return browser_of(self.app, person or self.jaina)

    def get(self, path: str) -> TestResponse:
        """Let Jaina open one of her pages."""
        return self.browser().get(f"/me/{path}")

    def post(self, path: str, **form: Any) -> TestResponse:
        """Let Jaina send a form."""
        return self.browser().post(f"/me/{path}", data=form)

    def rows(self, model: type[Row]) -> list[Row]:
        """Return every row of a table."""
        with self.app.app_context():
            found = list(db.session.scalars(select(model)))
            db.session.expunge_all()
            return found

    def row(self, name: str) -> Character:
        """Return a character as it is stored."""
        with self.app.app_context():
            found = db.session.get_one(Character, self.characters[name])
            db.session.expunge(found)
            return found

    def add(self, *rows: Model) -> None:
        """Insert rows."""
        with self.app.app_context(), transaction() as session:
            session.add_all(rows)


def assemble(app: Flask) -> Cast:
    """Insert the people, their guild and their characters."""
    now = clock.now()
    with app.app_context():
        add_realm("argent-dawn", "Argent Dawn")
        guild_id = add_guild(roster_succeeded_at=now)
        name_rank(guild_id, 1, "Council")
        ranks = {"Thrall": 0, "Jaina": 1, "Tandred": 4}
        characters = {
            name: add_member(guild_id, name, rank=rank, class_id=8, level=90) for name, rank in ranks.items()
        }
        lone = Character(
            name="Aegwynn", name_key=name_key("Aegwynn"), region="us", realm="proudmoore", level=80,
            bnet_character_id=999, profile_json={"guild": {"name": "Tirisgarde", "id": 5}}, attempted_at=NOON,
        )  # fmt: skip
        db.session.add(lone)
        db.session.commit()
        characters["Aegwynn"] = lone.id
    jaina, thrall = signed_in(app, battletag="Jaina#1234"), signed_in(app, battletag="Thrall#1")
    for name in ("Jaina", "Tandred", "Aegwynn"):
        own(app, jaina, characters[name])
    own(app, thrall, characters["Thrall"])
    with app.app_context(), transaction() as session:
        session.add(CharacterList(user_id=jaina.user_id, region="eu", read_at=now, character_count=2))
    return Cast(app, guild_id, jaina, thrall, characters)


NEWS = News.CLAIMED.value
