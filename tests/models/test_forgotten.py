"""Who asked to be forgotten is known by number, and by a hash of the last address."""

from collections.abc import Iterator

import pytest
from flask import Flask

from webapp.extensions import db
from webapp.models import ForgottenCharacter
from webapp.models.forgotten import address_hash, forgotten_among, is_address_forgotten, remember_again


@pytest.fixture
def context(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn, with two who asked."""
    with app_on.app_context():
        for number, name in ((1, "Ñandú"), (2, "Jaina")):
            hashed = address_hash("eu", "argent-dawn", name)
            db.session.add(ForgottenCharacter(region="eu", bnet_character_id=number, address_hash=hashed))
        db.session.commit()
        yield


@pytest.mark.usefixtures("context")
class TestForgotten:
    def test_numbers_are_those_of_their_region(self) -> None:
        assert forgotten_among(db.session(), "eu", {1, 2, 3}) == {1, 2}
        assert forgotten_among(db.session(), "us", {1, 2, 3}) == set()
        assert forgotten_among(db.session(), "eu", ()) == set()

    def test_a_name_is_known_in_any_case_and_nowhere_else(self) -> None:
        assert is_address_forgotten(db.session(), "eu", "argent-dawn", "ñANDÚ")
        assert not is_address_forgotten(db.session(), "eu", "argent-dawn", "Nandu")
        assert not is_address_forgotten(db.session(), "us", "argent-dawn", "Ñandú")

    def test_who_is_brought_back_is_not_forgotten(self) -> None:
        remember_again(db.session(), "eu", {1})

        assert forgotten_among(db.session(), "eu", {1, 2}) == {2}
        assert not is_address_forgotten(db.session(), "eu", "argent-dawn", "Ñandú")

    def test_nobody_reads_a_name_off_the_table(self) -> None:
        row = db.session.get_one(ForgottenCharacter, ("eu", 1))

        assert row.address_hash is not None
        assert len(row.address_hash) == 64
