"""Where a person's rows stand: everything told is found there, and nothing is left of who is forgotten."""

from flask import Flask

from tests.architecture.seeds import THEN, seed
from webapp.extensions import Model, db
from webapp.me import actions
from webapp.me.data_reading import read_stored
from webapp.me.places import places_of, tables_of
from webapp.me.stored_words import Kind
from webapp.models.personal import PERSONAL

SEEDED = 1
"""The one person of the seeds."""


def kinds_with_rows() -> set[str]:
    return {one.what for one in read_stored(db.session(), SEEDED) if one.count}


class TestPlacesOf:
    def test_every_kind_has_its_place(self) -> None:
        assert set(places_of(SEEDED)) == set(Kind)

    def test_nothing_is_left_of_who_is_forgotten(self, app: Flask) -> None:
        with app.app_context():
            seed()
            before = kinds_with_rows()

            actions.forget_me(SEEDED, now=THEN)

            assert (len(before), kinds_with_rows()) == (len(Kind), set())


class TestTablesOf:
    def test_every_table_with_rows_of_one_person_is_there(self) -> None:
        tables = {model.__tablename__ for model in tables_of(SEEDED)}

        assert PERSONAL.keys() - tables == {"guilds", "held_rosters"}  # a guild's own

    def test_rows_of_two_kinds_in_a_table_are_found_together(self, app: Flask) -> None:
        with app.app_context():
            seed()

            found = {model: rows(model) for model in tables_of(SEEDED)}

        assert {model.__tablename__ for model, number in found.items() if not number} == set()
        assert {model.__tablename__: number for model, number in found.items()}["sync_targets"] == 3


def rows(model: type[Model]) -> int:
    return db.session.query(model).where(tables_of(SEEDED)[model]).count()
