"""People who are signed in, for tests of pages: rows and cookies, without a round through Battle.net."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.support.roll import add_member
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Character, User
from webapp.permissions.session_actions import open_session
from webapp.web.session_cookie import NAME

OPERATOR = 9_001
_numbers = count(10_000)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in: the account's number, and what the browser keeps."""

    user_id: int
    cookie: str


def signed_in(
    app: Flask, *, battletag: str = "Jaina#1234", user_id: int | None = None, is_operator: bool = False
) -> Person:
    """Insert a person, if there is none of that number, and a session of theirs."""
    now, number = clock.now(), user_id or next(_numbers)
    with app.app_context(), transaction() as session:
        if session.get(User, number) is None:
            session.add(User(bnet_id=number, battletag=battletag, last_login_at=now, is_operator=is_operator))
            session.flush()
        return Person(number, open_session(session, number, "eu", now))


def operator(app: Flask) -> Person:
    """Sign in the person who runs the server, who may see everything but officers' notes."""
    return signed_in(app, battletag="Khadgar#1", user_id=OPERATOR, is_operator=True)


def own(app: Flask, person: Person, character_id: int) -> None:
    """Let a character be proved to be a person's."""
    with app.app_context(), transaction() as session:
        character = session.get_one(Character, character_id)
        character.user_id, character.claimed_at = person.user_id, clock.now()


def enlisted(app: Flask, guild_id: int, name: str, *, rank: int, **facts: Any) -> Person:
    """Sign in somebody with a character of theirs in a guild."""
    person = signed_in(app, battletag=f"{name}#1")
    with app.app_context():
        character_id = add_member(guild_id, name, rank=rank, **facts)
    own(app, person, character_id)
    return person


def browser_of(app: Flask, person: Person | None) -> FlaskClient:
    """Return a browser without JavaScript in which a person is signed in, or nobody."""
    client = app.test_client()
    if person is not None:
        client.set_cookie(NAME, person.cookie)
    return client
