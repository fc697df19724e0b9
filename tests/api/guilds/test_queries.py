"""What a token sees of a guild."""

from flask import Flask

from tests.api.conftest import Town
from tests.support.roll import NOON
from webapp.api.guilds.queries import guild_key, sight_in
from webapp.permissions.actions import make_token
from webapp.permissions.policy import ALL_TOOLS, Tool
from webapp.permissions.queries import bearer_of, rows_beside_token
from webapp.permissions.tokens import Scope, token_hash


def tools(owner: int | None, guild_id: int) -> frozenset[Tool] | None:
    """Return what a token of a guild, or of an operator, sees of a guild."""
    token = make_token("a test", [Scope.CHARACTERS_READ], guild_id=owner, expires_at=None)
    rows = rows_beside_token(guild_key(guild_id), token_hash(token))
    sight = sight_in(rows, bearer_of(rows[0]), NOON)
    return None if sight is None else sight.tools


class TestSightIn:
    def test_an_operators_token_sees_all_and_a_guilds_token_its_own_guild(
        self, app: Flask, town: Town
    ) -> None:
        with app.app_context():
            assert tools(None, town.other_guild_id) == ALL_TOOLS
            assert Tool.ROSTER in (tools(town.guild_id, town.guild_id) or ())
            assert tools(town.guild_id, town.other_guild_id) is None
            assert tools(None, 999) is None
