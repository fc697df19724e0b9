"""Names that people typed to add a character."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from tests.support.roll import NOON
from tests.support.signed_in import signed_in
from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import AddedCharacter, ForgottenCharacter, SyncPause
from webapp.models.forgotten import address_hash
from webapp.sync.added import (
    MOST_TYPED,
    answer_previews,
    drop_added,
    is_preview_wanted,
    keep_typed,
    say_class,
)
from webapp.words import PauseScope


def ask(engine: Engine, realm: str, name: str) -> int:
    person = signed_in(engine.app)
    with transaction() as session:
        keep_typed(session, person.user_id, ("eu", realm, name), is_saved=False, now=engine.now)
    return person.user_id


def answered(engine: Engine, user_id: int) -> AddedCharacter:
    answer_previews(engine.client, engine.clock, until=engine.now + timedelta(seconds=60))
    db.session.rollback()
    return db.session.scalars(select(AddedCharacter).where(AddedCharacter.user_id == user_id)).one()


class TestAnswerPreviews:
    def test_one_call_tells_class_level_item_level_and_guild(self, engine: Engine) -> None:
        truth = engine.truth(engine.public_names()[0])

        row = answered(engine, ask(engine, truth["realm"], truth["name"]))

        assert (row.outcome, row.level, row.guild_name) == ("ok", truth["level"], "Lantern Watch")
        assert row.class_id
        assert row.answered_at == engine.now

    def test_nobody_and_who_asked_to_be_forgotten_are_told_alike(self, engine: Engine) -> None:
        truth = engine.truth(engine.public_names()[0])
        hidden = address_hash("eu", truth["realm"], truth["name"])
        with transaction() as session:
            session.add(ForgottenCharacter(region="eu", bnet_character_id=1, address_hash=hidden))

        unknown = answered(engine, ask(engine, truth["realm"], "Nobodyatall"))
        forgotten = answered(engine, ask(engine, truth["realm"], truth["name"]))

        assert (unknown.outcome, forgotten.outcome) == ("not_found", "not_found")
        assert forgotten.level is None

    def test_what_is_paused_waits(self, engine: Engine) -> None:
        ask(engine, "argent-dawn", "Thrall")
        with transaction() as session:
            session.add(SyncPause(scope=PauseScope.BATTLENET, paused_at=engine.now, reason=""))

        assert not is_preview_wanted(engine.now)


class TestKeepTyped:
    def test_the_oldest_names_of_a_person_make_room(self, app: Flask) -> None:
        person = signed_in(app)
        with app.app_context(), transaction() as session:
            for number in range(MOST_TYPED + 2):
                later = NOON + timedelta(seconds=number)
                keep_typed(session, person.user_id, ("eu", "x", f"n{number}"), is_saved=True, now=later)

            assert session.scalar(select(func.count()).select_from(AddedCharacter)) == MOST_TYPED
            assert session.scalar(select(func.min(AddedCharacter.saved_at))) == NOON + timedelta(seconds=2)


class TestSayClass:
    def test_it_stays_when_battlenet_is_asked_again(self, app: Flask) -> None:
        person, address = signed_in(app), ("eu", "x", "thrall")
        with app.app_context(), transaction() as session:
            keep_typed(session, person.user_id, address, is_saved=True, now=NOON)
            say_class(session, person.user_id, address, 7)
            keep_typed(session, person.user_id, address, is_saved=False, now=NOON)

            assert session.scalar(select(AddedCharacter.class_id)) == 7


class TestDropAdded:
    def test_what_was_typed_before_the_border_goes(self, app: Flask) -> None:
        person = signed_in(app)
        with app.app_context():
            with transaction() as session:
                for name, days in (("thrall", 1), ("jaina", 8)):
                    row = AddedCharacter(
                        user_id=person.user_id, region="eu", realm="x", name=name, name_key=name
                    )
                    row.updated_at = NOON - timedelta(days=days)
                    session.add(row)
            with transaction() as session:
                assert drop_added(session, NOON - timedelta(days=7)) == 1

            assert db.session.scalars(select(AddedCharacter.name)).all() == ["thrall"]
