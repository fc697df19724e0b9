"""What a roster does to rights."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON, add_guild, add_member
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Guild, GuildMember
from webapp.sync.diff import KnownCharacter, MemberChange, RosterPlan, SeenMember
from webapp.sync.rights import mind_rights


def moved(number: int, before: int, after: int) -> MemberChange:
    name = f"Member{number}"
    known = KnownCharacter(character_id=number, bnet_id=number, realm="argent-dawn", name=name, rank=before)
    return MemberChange(known, SeenMember(bnet_id=number, realm="argent-dawn", name=name, rank=after))


@pytest.fixture
def guild_id(app_on: Flask) -> int:
    """Give a guild with a master, two of rank 2 and two of rank 3."""
    with app_on.app_context():
        guild_id = add_guild()
        for number, rank in enumerate((0, 2, 2, 3, 3)):
            add_member(guild_id, f"Member{number}", rank=rank)
    return guild_id


def mind(app: Flask, guild_id: int, plan: RosterPlan) -> Guild:
    with app.app_context():
        with transaction() as session:
            mind_rights(session, session.get_one(Guild, guild_id), plan, NOON)
        return db.session.get_one(Guild, guild_id)


def confirmed(app: Flask) -> list[int | None]:
    with app.app_context():
        return list(db.session.scalars(select(GuildMember.confirmed_rank).order_by(GuildMember.id)))


SWAP = RosterPlan(changed=(moved(1, 2, 3), moved(2, 2, 3), moved(3, 3, 2), moved(4, 3, 2)))


class TestMindRights:
    def test_what_moves_no_right_leaves_their_version(self, app_on: Flask, guild_id: int) -> None:
        assert mind(app_on, guild_id, RosterPlan(changed=(moved(1, 2, 2),))).permission_version == 0

    def test_a_promotion_gives_rights_a_new_version(self, app_on: Flask, guild_id: int) -> None:
        guild = mind(app_on, guild_id, RosterPlan(changed=(moved(1, 2, 1),)))

        assert (guild.permission_version, guild.ranks_doubted_at) == (1, None)
        assert confirmed(app_on) == [None] * 5

    def test_ranks_that_change_places_are_doubted_and_those_of_before_kept(
        self, app_on: Flask, guild_id: int
    ) -> None:
        guild = mind(app_on, guild_id, SWAP)

        assert guild.ranks_doubted_at == NOON
        assert "rank 2 (now 3) and rank 3 (now 2)" in (guild.ranks_doubt or "")
        assert confirmed(app_on) == [0, 2, 2, 3, 3]

    def test_a_second_doubt_keeps_what_was_confirmed_first(self, app_on: Flask, guild_id: int) -> None:
        mind(app_on, guild_id, SWAP)
        with app_on.app_context(), transaction() as session:
            for member in session.scalars(select(GuildMember).where(GuildMember.rank > 0)):
                member.rank = 5 - member.rank

        mind(app_on, guild_id, SWAP)

        assert confirmed(app_on) == [0, 2, 2, 3, 3]
