"""A program that has the present version is told so again, as long as its token is good."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.api.conftest import JAINA, Program, Town, populate, program
from tests.support.deciding import decide
from tests.support.long_ways import long_ways, told
from tests.web.askers import use_up
from tests.web.losing import change
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import ApiToken, CharacterEnrichmentCache, GuildMember
from webapp.permissions.policy import Tool
from webapp.permissions.tokens import Scope
from webapp.web.limit_rules import PROGRAMS


@pytest.fixture
def town(app: Flask) -> Town:
    """Give two guilds."""
    return populate(app)


@pytest.fixture
def guilds(app: Flask, town: Town) -> Program:
    """Give a program of Jaina's guild, for whose card it was told once that it has the version."""
    asking = program(app, guild_id=town.guild_id)
    assert asking.give(**JAINA, playerCard={"note": "tank"}).status_code == 201
    assert asking.get(JAINA, headers=known(asking)).status_code == 304
    return asking


def known(asking: Program) -> dict[str, str]:
    """Return the version that a program has once it has read the card."""
    return {"If-None-Match": asking.get(JAINA).headers["ETag"]}


class TestAgain:
    def test_it_is_what_the_framework_answered(self, app: Flask, guilds: Program) -> None:
        headers = known(guilds)
        first = guilds.get(JAINA, headers={**headers, "HX-Request": "another address"})
        with long_ways(app) as taken:
            second = guilds.get(JAINA, headers=headers)

        assert (told(second), taken) == (told(first), [])
        assert second.status_code == 304

    def test_what_is_left_of_the_limit_is_told(self, guilds: Program) -> None:
        headers = known(guilds)

        left = [int(guilds.get(JAINA, headers=headers).headers["RateLimit-Remaining"]) for _ in range(3)]

        assert left == [left[0], left[0] - 1, left[0] - 2]

    def test_another_token_is_told_its_own(self, app: Flask, town: Town, guilds: Program) -> None:
        headers, other = known(guilds), program(app, guild_id=town.other_guild_id)

        assert guilds.get(JAINA, headers=headers).status_code == 304
        assert other.get(JAINA, headers=headers).status_code == 404


class TestNotAgain:
    def test_a_token_that_is_revoked(self, app: Flask, guilds: Program) -> None:
        headers = known(guilds)
        change(app, ApiToken, revoked_at=clock.now())

        assert guilds.get(JAINA, headers=headers).status_code == 401

    def test_a_token_that_is_over(self, app: Flask, guilds: Program) -> None:
        headers = known(guilds)
        change(app, ApiToken, expires_at=clock.now() - timedelta(seconds=1))

        assert guilds.get(JAINA, headers=headers).status_code == 401

    def test_a_token_that_may_not_read(self, app: Flask, town: Town, guilds: Program) -> None:
        writes = program(app, Scope.CACHE_WRITE, guild_id=town.guild_id)

        assert writes.get(JAINA, headers=known(guilds)).status_code == 403

    @pytest.mark.parametrize("token", [None, "mst_nonsense", "mst_" + "a" * 43])
    def test_no_token(self, guilds: Program, token: str | None) -> None:
        assert Program(guilds.client, token).get(JAINA, headers=known(guilds)).status_code == 401

    def test_another_version(self, app: Flask, guilds: Program) -> None:
        headers = known(guilds)
        change(app, CharacterEnrichmentCache, updated_at=clock.now() + timedelta(minutes=1))

        assert guilds.get(JAINA, headers=headers).status_code == 200

    def test_who_left_the_guild(self, app: Flask, guilds: Program) -> None:
        headers = known(guilds)
        change(app, GuildMember, left_at=clock.now())

        assert guilds.get(JAINA, headers=headers).status_code == 404

    def test_a_guild_that_uses_no_tokens(self, app: Flask, town: Town, guilds: Program) -> None:
        headers = known(guilds)
        decide(app, town.guild_id, Tool.API_TOKENS, is_on=False)

        assert guilds.get(JAINA, headers=headers).status_code == 404

    def test_whoever_has_no_version_is_given_the_card(self, app: Flask, guilds: Program) -> None:
        with long_ways(app) as taken:
            assert guilds.get(JAINA).status_code == 200

        assert taken == ["asked"]

    def test_a_limit_that_is_used_up(self, limited: Flask) -> None:
        town = populate(limited)
        asking = program(limited, guild_id=town.guild_id)
        asking.give(**JAINA, playerCard={"note": "tank"})
        headers = known(asking)
        assert asking.get(JAINA, headers=headers).status_code == 304
        with limited.app_context():
            number = db.session.scalar(select(ApiToken.id))
        use_up(limited, f"token:{number}", PROGRAMS.per_minute)

        assert asking.get(JAINA, headers=headers).status_code == 429
