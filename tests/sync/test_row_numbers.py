"""A row's number says nothing of whoever gets it next: whoever deletes characters takes it out of facts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.roll import NOON, add_guild, add_member
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.errors import ErrorWord
from webapp.models import AuditEntry, Character, GuildMember, Notification, User
from webapp.sync.deletion import _remove_strangers
from webapp.sync.forgetting import drop_characters
from webapp.sync.removal import forget_guild
from webapp.sync.row_numbers import clear_numbers
from webapp.sync.upkeep import expired

LATER = NOON + timedelta(days=31)
Delete = Callable[[int], object]


def tell(*character_ids: int) -> None:
    """Let somebody's news and the log speak of characters."""
    with transaction() as session:
        for one in character_ids:
            session.add(Notification(user_id=1, kind="character_claimed", facts={"character_id": one}))
            session.add(AuditEntry(action="main", before=None, after={"main_id": one}, at=NOON))
        session.add(AuditEntry(action="role", before="tank", after="healer", at=NOON))


def told() -> tuple[list[object], list[object]]:
    """Return what is still said."""
    db.session.rollback()
    news = db.session.scalars(select(Notification.facts).order_by(Notification.id))
    return list(news), list(db.session.scalars(select(AuditEntry.after).order_by(AuditEntry.id)))


@pytest.mark.usefixtures("context")
class TestClearNumbers:
    def test_only_theirs_are_taken_out(self) -> None:
        tell(7, 8)

        with transaction() as session:
            clear_numbers(session, [7])

        assert told() == ([{}, {"character_id": 8}], [{"main_id": None}, {"main_id": 8}, "healer"])


def by_sweeping(_guild_id: int) -> None:
    with transaction() as session:
        session.execute(update(Character).values(created_at=NOON, guild_id=None))
        session.query(GuildMember).delete()
        expired.drop_characters(session, LATER)


def by_sweeping_the_unmet(_guild_id: int) -> None:
    with transaction() as session:
        session.query(GuildMember).delete()
        unmet = {"bnet_character_id": None, "outcome": ErrorWord.NOT_FOUND.value}
        session.execute(update(Character).values(unmet))
        expired.drop_unmet(session, LATER)


def by_battle_nets_word(_guild_id: int) -> None:
    with transaction() as session:
        session.query(GuildMember).delete()
        _remove_strangers(session, session.scalars(select(Character.id)).all())


def by_their_own_wish(_guild_id: int) -> None:
    with transaction() as session:
        drop_characters(session, session.scalars(select(Character.id)).all())


def by_removing_the_guild(guild_id: int) -> None:
    forget_guild(guild_id, now=NOON)


@pytest.mark.parametrize(
    "delete",
    [by_sweeping, by_sweeping_the_unmet, by_battle_nets_word, by_their_own_wish, by_removing_the_guild],
)
def test_whoever_deletes_a_character_takes_its_number_out(app: Flask, delete: Delete) -> None:
    with app.app_context():
        db.session.add(User(bnet_id=1, battletag="Thrall#1234"))
        guild_id = add_guild()
        tell(add_member(guild_id, "Gone"))

        delete(guild_id)

        assert db.session.scalars(select(Character)).all() == []
        assert told() == ([{}], [{"main_id": None}, "healer"])
