"""Who asked to be forgotten since a backup was made is gone again when it is put back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, text

from tests.support.roll import NOON, add_guild, add_member
from tests.support.signed_in import Person, own, signed_in
from webapp.extensions import db
from webapp.models import ApiToken, Character, ForgottenCharacter, Guild, RemovedGuild, User
from webapp.permissions.standing import first_version
from webapp.sync.decisions import Decisions
from webapp.sync.restored import keep_decisions, read_decisions

LATER = NOON + timedelta(days=1)


@pytest.fixture
def context(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn."""
    with app_on.app_context():
        yield


@pytest.fixture
def jaina(app: Flask) -> Iterator[Person]:
    """Give somebody to whom one of a guild's two characters belongs, as a backup has them."""
    with app.app_context():
        guild_id = add_guild(roster_json={"members": ["Jaina", "Thrall"]}, roster_hash="h")
        add_member(guild_id, "Thrall", bnet_character_id=8)
        character_id = add_member(guild_id, "Jaina", bnet_character_id=7)
        person = signed_in(app)
        own(app, person, character_id)
        yield person


def names() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Character.name).order_by(Character.name)))


class TestKeepDecisions:
    def test_a_person_and_who_was_nobody_s_go_again(self, jaina: Person) -> None:
        said = keep_decisions(Decisions(forgotten={("eu", 7): "hash", ("eu", 8): None}), LATER)

        assert (said, names()) == ("people 1, characters 1", [])
        assert db.session.get(User, jaina.user_id) is None
        assert len(db.session.scalars(select(ForgottenCharacter)).all()) == 2
        assert db.session.scalars(select(Guild.roster_hash)).all() == [None]

    def test_whoever_had_the_character_before_and_is_still_here_stays(self, jaina: Person) -> None:
        decisions = Decisions(forgotten={("eu", 7): None}, users=frozenset({jaina.user_id}))

        said = keep_decisions(decisions, LATER)

        assert (said, names()) == ("characters 1", ["Thrall"])
        assert db.session.get(User, jaina.user_id) is not None

    @pytest.mark.usefixtures("jaina")
    def test_what_the_backup_knew_already_changes_nothing(self) -> None:
        keep_decisions(Decisions(forgotten={("eu", 9): None}), LATER)

        assert keep_decisions(Decisions(forgotten={("eu", 9): None}), LATER) == ""
        assert names() == ["Jaina", "Thrall"]


@pytest.mark.usefixtures("context")
class TestOperators:
    def test_a_right_that_was_taken_since_stays_taken_and_none_is_given(self) -> None:
        for number, is_operator in ((1, True), (2, True), (3, False)):
            db.session.add(User(bnet_id=number, battletag=f"X#{number}", is_operator=is_operator))
        db.session.commit()

        said = keep_decisions(Decisions(operators=frozenset({2, 3})), LATER)

        db.session.rollback()
        named = db.session.scalars(select(User.bnet_id).where(User.is_operator.is_(True))).all()
        assert (said, named) == ("operators 1", [2])

    def test_nobody_loses_one_where_nothing_could_be_read(self) -> None:
        db.session.add(User(bnet_id=1, battletag="X#1", is_operator=True))
        db.session.commit()

        assert keep_decisions(Decisions(), LATER) == ""


@pytest.mark.usefixtures("context")
class TestVersions:
    def test_no_guild_has_one_again_that_it_had_since_the_backup(self) -> None:
        ids = [add_guild(), add_guild("Ahead", permission_version=2**30, data_version=2**30)]

        keep_decisions(Decisions(), LATER)

        db.session.rollback()
        guilds = [db.session.get_one(Guild, one) for one in ids]
        assert [(one.permission_version, one.data_version) for one in guilds] == [
            (first_version(LATER), first_version(LATER)),
            (2**30 + 1, 2**30 + 1),
        ]


@pytest.mark.usefixtures("context")
class TestReadDecisions:
    def test_everything_that_was_decided_is_read(self) -> None:
        stamps = {"created_at": NOON, "updated_at": NOON}
        token = {"name": "bot", "prefix": "mst_", "scopes": [], **stamps}
        tokens = [
            {**token, "token_hash": "a", "revoked_at": NOON},
            {**token, "token_hash": "b", "revoked_at": None},
        ]
        forgotten = {"region": "eu", "bnet_character_id": 2**40, "address_hash": "hash"}
        db.session.execute(insert(ApiToken), tokens)
        db.session.execute(insert(ForgottenCharacter), [{**forgotten, **stamps}])
        db.session.execute(insert(RemovedGuild), [{"region": "eu", "bnet_guild_id": 5, **stamps}])
        db.session.add(User(bnet_id=1, battletag="Thrall#1"))
        db.session.add(User(bnet_id=2, battletag="Jaina#2", is_operator=True))
        db.session.commit()

        assert read_decisions(db.session()) == Decisions(
            forgotten={("eu", 2**40): "hash"},
            users=frozenset({1, 2}),
            operators=frozenset({2}),
            removed=frozenset({("eu", 5)}),
            revoked={"a": NOON},
        )

    def test_what_an_older_database_lacks_was_not_decided(self) -> None:
        for change in (
            "DROP TABLE removed_guilds",
            "DROP INDEX ix_forgotten_characters_address_hash",
            "ALTER TABLE forgotten_characters DROP COLUMN address_hash",
            "INSERT INTO forgotten_characters (region, bnet_character_id) VALUES ('eu', 7)",
        ):
            db.session.execute(text(change))

        nobody = frozenset[int]()
        assert read_decisions(db.session()) == Decisions(
            forgotten={("eu", 7): None}, users=nobody, operators=nobody
        )

    def test_a_database_that_knew_no_operators_takes_no_right(self) -> None:
        db.session.add(User(bnet_id=1, battletag="Thrall#1"))
        db.session.commit()
        db.session.execute(text("ALTER TABLE users DROP COLUMN is_operator"))

        decisions = read_decisions(db.session())

        assert (decisions.users, decisions.operators) == (frozenset({1}), None)
