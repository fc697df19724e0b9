"""A guild master puts ranks into another order: nobody gains by it before it is confirmed."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from flask import Flask

from tests.support.roll import add_guild, add_member
from tests.support.signed_in import own, signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, GuildMember
from webapp.permissions.policy import Tool, tools_of
from webapp.permissions.standing import read_standing
from webapp.rights.actions import confirm_ranks
from webapp.sync.diff import KnownCharacter, MemberChange, RosterPlan, SeenMember
from webapp.sync.rights import mind_rights

RANKS = (1, 2, 3, 4)
EACH = 3
"""Members of every rank below the guild master's."""
ORDERS = [order for order in permutations(RANKS) if order != RANKS]


@pytest.fixture
def people(app: Flask) -> dict[int, int]:
    """Give a guild in which everybody has signed in: accounts by character, the guild master first."""
    with app.app_context():
        guild_id = add_guild(roster_succeeded_at=clock.now())
        ranks = [0, *(rank for rank in RANKS for _ in range(EACH))]
        characters = [add_member(guild_id, f"Member{n}", rank=rank) for n, rank in enumerate(ranks)]
    found = {}
    for character_id in characters:
        person = signed_in(app, battletag=f"Player{character_id}#1")
        own(app, person, character_id)
        found[character_id] = person.user_id
    return found


def tools(app: Flask, people: dict[int, int]) -> dict[int, frozenset[Tool]]:
    """Return what everybody may use."""
    with app.app_context():
        return {
            user_id: tools_of(*read_standing(db.session(), 1, user_id), clock.now())
            for user_id in people.values()
        }


def reorder(app: Flask, order: Sequence[int]) -> None:
    """Write a roster in which the ranks stand in another order."""
    with app.app_context(), transaction() as session:
        members = session.query(GuildMember).order_by(GuildMember.id).all()
        new = {member.character_id: order[member.rank - 1] if member.rank else 0 for member in members}
        plan = RosterPlan(changed=tuple(moved(one, new[one.character_id]) for one in members if one.rank))
        mind_rights(session, session.get_one(Guild, 1), plan, clock.now())
        for member in members:
            member.rank = new[member.character_id]


def moved(member: GuildMember, rank: int) -> MemberChange:
    who, realm, name = member.character_id, "argent-dawn", member.character_name
    known = KnownCharacter(character_id=who, bnet_id=who, realm=realm, name=name, rank=member.rank)
    return MemberChange(known, SeenMember(bnet_id=who, realm=realm, name=name, rank=rank))


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_nobody_gains_a_right_before_it_is_confirmed(
    app: Flask, people: dict[int, int], order: Sequence[int]
) -> None:
    before = tools(app, people)
    reorder(app, order)

    after = tools(app, people)

    assert {
        user_id: after[user_id] - before[user_id] for user_id in after if after[user_id] - before[user_id]
    } == {}


def test_once_it_is_confirmed_who_stands_higher_gains(app: Flask, people: dict[int, int]) -> None:
    before = tools(app, people)
    reorder(app, (2, 1, 3, 4))
    with app.app_context():
        confirm_ranks(1, next(iter(people.values())), now=clock.now())

    after = tools(app, people)

    assert sum(Tool.ROSTER_EDIT in after[one] - before[one] for one in after) == EACH
    assert sum(Tool.ROSTER_EDIT in before[one] - after[one] for one in after) == EACH
