"""Realms as people type them."""

from flask import Flask

from tests.support.roll import add_realm
from webapp.characters.adding.queries import realms_like


class TestRealmsLike:
    def test_those_that_begin_so_come_first_whatever_their_accents(self, app: Flask) -> None:
        with app.app_context():
            for slug, name in (("pozzo", "Pozzo d'Été"), ("ete", "Été"), ("argent-dawn", "Argent Dawn")):
                add_realm(slug, name)

            assert [one.slug for one in realms_like("eu", "ete")] == ["ete", "pozzo"]
