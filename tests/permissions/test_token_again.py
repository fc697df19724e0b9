"""A program's token is looked at again inside the transaction that writes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON, add_guild
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import ApiToken, Guild, GuildPermission
from webapp.permissions.actions import make_token, revoke_token
from webapp.permissions.policy import ALL_TOOLS, Tool
from webapp.permissions.queries import TOKEN_ALONE, bearer_of, rows_beside_token
from webapp.permissions.token_again import GuildArchived, TokenLost, tools_again
from webapp.permissions.tokens import Bearer, Refusal, Scope, token_hash


def bearer(guild_id: int | None = None) -> Bearer:
    """Return a new token as the gate found it."""
    token = make_token("a test", (Scope.CACHE_WRITE,), guild_id=guild_id, expires_at=NOON + timedelta(days=1))
    return bearer_of(rows_beside_token(TOKEN_ALONE, token_hash(token))[0])


def tools_of(found: Bearer, scope: Scope = Scope.CACHE_WRITE, *, days: int = 0) -> frozenset[Tool]:
    with transaction() as session:
        return tools_again(session, found, scope, NOON + timedelta(days=days))


class TestToolsAgain:
    def test_an_operators_may_do_all(self, app_on: Flask) -> None:
        with app_on.app_context():
            assert tools_of(bearer()) == ALL_TOOLS

    def test_a_guilds_may_do_what_the_guilds_rules_are_by_now(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            found = bearer(guild_id)
            assert Tool.API_TOKENS in tools_of(found)

            off = GuildPermission(guild_id=guild_id, tool_name=Tool.API_TOKENS, min_rank_id=0, enabled=False)
            db.session.add(off)
            db.session.commit()

            assert Tool.API_TOKENS not in tools_of(found)

    def test_one_that_was_revoked_since_opens_nothing(self, app_on: Flask) -> None:
        with app_on.app_context():
            found = bearer(add_guild())
            revoke_token(found.token_id, NOON)

            with pytest.raises(TokenLost) as lost:
                tools_of(found)

        assert lost.value.refusal is Refusal.REVOKED

    def test_one_of_an_archived_guild_changes_nothing(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            found = bearer(guild_id)
            db.session.get_one(Guild, guild_id).archived_at = NOON
            db.session.commit()

            with pytest.raises(GuildArchived):
                tools_of(found)

    def test_one_that_is_gone_with_its_guild_opens_nothing(self, app_on: Flask) -> None:
        with app_on.app_context():
            found = bearer(add_guild())
            db.session.delete(db.session.scalars(select(ApiToken)).one())
            db.session.commit()

            with pytest.raises(TokenLost) as lost:
                tools_of(found)

        assert lost.value.refusal is Refusal.UNKNOWN

    @pytest.mark.parametrize(
        ("scope", "days", "refusal"),
        [(Scope.METRICS_READ, 0, Refusal.SCOPE), (Scope.CACHE_WRITE, 1, Refusal.EXPIRED)],
    )
    def test_scope_and_life_are_looked_at_too(
        self, app: Flask, scope: Scope, days: int, refusal: Refusal
    ) -> None:
        with app.app_context():
            found = bearer()

            with pytest.raises(TokenLost) as lost:
                tools_of(found, scope, days=days)

        assert lost.value.refusal is refusal
