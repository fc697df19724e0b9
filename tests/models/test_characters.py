"""A character's plain name, by which the search finds it, is there from the first row on."""

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character
from webapp.models.upsert import insert_into

HANNIRD = {"region": "eu", "realm": "argent-dawn", "name": "Hánnírd", "name_key": "hánnírd", "failures": 0}


class TestPlainName:
    def test_whoever_inserts_a_row_gives_it_one(self, app_on: Flask) -> None:
        with app_on.app_context(), transaction() as session:
            session.add(Character(**HANNIRD, bnet_character_id=1))
            session.execute(insert(Character), [{**HANNIRD, "bnet_character_id": one} for one in (2, 3)])
            statement = insert_into(session, Character).on_conflict_do_nothing()
            session.connection().execute(statement, [{**HANNIRD, "bnet_character_id": 4}])

            assert session.scalars(select(Character.name_plain)).all() == ["hannird"] * 4

    def test_an_object_follows_its_name(self, app: Flask) -> None:
        with app.app_context(), transaction() as session:
            session.add(one := Character(**HANNIRD))
            session.flush()
            one.name, one.name_key = "Þrall", "þrall"
            session.flush()

            assert session.scalars(select(Character.name_plain)).all() == ["thrall"]

    @pytest.mark.parametrize("way", ["update", "upsert"])
    def test_no_test_lets_a_statement_pass_that_forgets_it(self, app: Flask, way: str) -> None:
        with app.app_context(), pytest.raises(AssertionError, match="name_plain is not"):
            _rename(way)


def _rename(way: str) -> None:
    """Change a name's key in one of the ways that there are, and forget the plain name."""
    session = db.session()
    if way == "update":
        session.execute(update(Character).values(name="Thrall", name_key="thrall"))
    else:
        statement = insert_into(session, Character)
        new = {"name_key": statement.excluded.name_key}
        statement = statement.on_conflict_do_update(index_elements=["id"], set_=new)
        session.connection().execute(statement, [{**HANNIRD, "id": 1}])
