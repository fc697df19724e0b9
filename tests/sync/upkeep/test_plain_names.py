"""What a server of the version before wrote without plain names is found as well, after the next sweep."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update

from tests.support.roll import NOON, add_guild, add_member
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, FormerName
from webapp.sync.upkeep.plain_names import renew_plain_names

DAY = timedelta(days=1)


def renewed() -> int:
    with transaction() as session:
        return renew_plain_names(session, NOON - DAY, now=NOON)


def plain_names() -> list[str | None]:
    return list(db.session.scalars(select(Character.name_plain).order_by(Character.id)))


class TestRenewPlainNames:
    def test_a_missing_one_is_written_once(self, app_on: Flask) -> None:
        with app_on.app_context():
            add_member(add_guild(), "Hánnírd")
            with transaction() as session:
                session.execute(update(Character).values(name_plain=None))

            assert [renewed(), renewed()] == [1, 0]
            assert plain_names() == ["hannird"]

    def test_that_of_a_former_name_follows_the_name(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            first, other = (add_member(guild_id, name) for name in ("Þrall", "Jaina"))
            with transaction() as session:
                session.execute(update(Character).values(name_plain="former"))
                former = {"region": "eu", "realm": "argent-dawn", "name": "Former", "name_key": "former"}
                for one, until in ((first, NOON), (other, NOON - 2 * DAY)):
                    session.add(FormerName(character_id=one, until=until, **former))

            assert renewed() == 1
            assert plain_names() == ["thrall", "former"]
