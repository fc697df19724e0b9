"""A guild's leader is the person whose character holds rank 0, and nobody while that person is unknown."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import update

from tests.accounts.lists import ME, add_people
from tests.support.roll import NOON, add_guild, add_member
from tests.support.signed_in import own, signed_in
from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Guild, GuildMember
from webapp.sync.leaders import name_leaders


@pytest.fixture
def context(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn, with a person in it."""
    with app_on.app_context():
        add_people(ME)
        yield


def leader_of(guild_id: int) -> int | None:
    with transaction() as session:
        name_leaders(session, [guild_id])
    return db.session.get_one(Guild, guild_id, populate_existing=True).leader_id


@pytest.mark.usefixtures("context")
class TestNameLeaders:
    def test_the_owner_of_the_guild_master_leads(self) -> None:
        guild_id = add_guild()

        add_member(guild_id, "Thrall", rank=0, user_id=ME)

        assert leader_of(guild_id) == ME

    @pytest.mark.parametrize("rank", [1, 9])
    def test_owners_of_other_ranks_do_not(self, rank: int) -> None:
        guild_id = add_guild()

        add_member(guild_id, "Thrall", rank=rank, user_id=ME)

        assert leader_of(guild_id) is None

    def test_a_guild_master_who_left_leads_no_more(self) -> None:
        guild_id = add_guild()
        add_member(guild_id, "Thrall", rank=0, user_id=ME)
        assert leader_of(guild_id) == ME

        with transaction() as session:
            session.execute(update(GuildMember).values(left_at=NOON))

        assert leader_of(guild_id) is None

    def test_other_guilds_have_their_own(self) -> None:
        one, other = add_guild("One"), add_guild("Other")
        add_member(one, "Thrall", rank=0, user_id=ME)

        assert (leader_of(one), leader_of(other)) == (ME, None)


class TestARoster:
    def test_that_hands_the_guild_over_names_the_new_leader(self, engine: Engine) -> None:
        engine.sync()
        names = engine.public_names()
        second = next(name for name in names if engine.truth(name)["rank"] > 0)
        first = next(one["name"] for one in engine.simulator.control.members() if one["rank"] == 0)
        jaina = signed_in(engine.app)
        own(engine.app, jaina, engine.character(second).id)

        engine.happen("set_rank", first, rank=1)
        engine.happen("set_rank", second, rank=0)
        engine.resync()

        assert engine.guild().leader_id == jaina.user_id
