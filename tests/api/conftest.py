"""Programs and what they may see: a guild with members, a stranger, and tokens of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.no_world import settings  # noqa: F401 - a fixture
from tests.support.roll import add_guild, add_member, add_realm
from webapp.permissions.actions import make_token
from webapp.permissions.tokens import Scope

CACHE = "/api/character-cache"
UPSERT, DELETE = f"{CACHE}/upsert", f"{CACHE}/delete"
JAINA = {"region": "EU", "realm": "argent-dawn", "characterName": "Jaina"}
STRANGER = {"region": "EU", "realm": "argent-dawn", "characterName": "Arthas"}


@dataclass(frozen=True, slots=True)
class Program:
    """A client with a token, as somebody would write with any HTTP library."""

    client: FlaskClient
    token: str | None

    def ask(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        """Send a request with the token."""
        headers = dict(kwargs.pop("headers", {}))
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.client.open(path, method=method, headers=headers, **kwargs)

    def get(self, query: Mapping[str, Any], **kwargs: Any) -> TestResponse:
        """Read from the cache."""
        return self.ask("GET", CACHE, query_string=query, **kwargs)

    def give(self, **card: Any) -> TestResponse:
        """Upsert a card."""
        return self.ask("POST", UPSERT, json=card)

    def delete(self, query: Mapping[str, Any]) -> TestResponse:
        """Delete a card."""
        return self.ask("DELETE", DELETE, query_string=query)


@dataclass(frozen=True, slots=True)
class Town:
    """Two guilds on one realm; Jaina is in the first, Arthas in the second, Garona in none any more."""

    guild_id: int
    other_guild_id: int
    jaina_id: int


def populate(app: Flask) -> Town:
    """Insert the realm, the guilds and their members."""
    with app.app_context():
        add_realm("argent-dawn", "Argent Dawn")
        guild_id, other_id = add_guild(), add_guild("Scourge")
        jaina_id = add_member(guild_id, "Jaina")
        add_member(other_id, "Arthas")
        return Town(guild_id, other_id, jaina_id)


def program(app: Flask, *scopes: Scope, guild_id: int | None = None, **facts: Any) -> Program:
    """Return a program with a new token."""
    with app.app_context():
        token = make_token(
            "a test", scopes or tuple(Scope), guild_id=guild_id, expires_at=facts.get("expires_at")
        )
    return Program(app.test_client(), token)


@pytest.fixture
def town(app: Flask) -> Town:
    """Give a populated database."""
    return populate(app)


@pytest.fixture
def operator(app: Flask, town: Town) -> Program:
    """Give a program that may do everything."""
    del town
    return program(app)


@pytest.fixture
def guilds(app: Flask, town: Town) -> Program:
    """Give a program of Jaina's guild that may do everything there."""
    return program(app, guild_id=town.guild_id)
