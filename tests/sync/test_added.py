"""Names that people typed to add a character."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON
from tests.support.signed_in import signed_in
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import AddedCharacter
from webapp.sync.added import drop_added


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
