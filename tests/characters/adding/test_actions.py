"""What somebody may start who adds a character."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON
from tests.support.signed_in import signed_in
from webapp.characters.adding.actions import ask_for_preview, save
from webapp.characters.adding.page import AddingPage, Step
from webapp.extensions import db
from webapp.models import AddedCharacter

PAGE = AddingPage(step=Step.SAVE, region="eu", realm="argent-dawn", name="Jaina")


class TestSave:
    @pytest.mark.parametrize("is_asked", [True, False])
    def test_whoever_typed_it_keeps_one_row_of_it(self, app: Flask, *, is_asked: bool) -> None:
        person = signed_in(app)
        with app.app_context():
            if is_asked:
                ask_for_preview(PAGE, person.user_id, now=NOON)
            path = save(PAGE, person.user_id, now=NOON)

            row = db.session.scalars(select(AddedCharacter)).one()
        assert (row.saved_at, row.asked_at) == (NOON, NOON if is_asked else None)
        assert path.startswith("/characters/eu/argent-dawn/Jaina?asked=")
