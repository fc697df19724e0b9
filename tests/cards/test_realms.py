"""A realm is named by slug, by name, or by a slug of former days."""

import pytest

from tests.cards.people import Cards
from webapp.cards.realms import realm_slug, realm_written_together
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import FormerRealmSlug, Realm


@pytest.fixture
def realms(cards: Cards) -> Cards:
    """Give a region with one realm."""
    with transaction() as session:
        named = {"slug": "area-52", "name": "Area 52", "name_key": "area 52"}
        realm = Realm(region="us", bnet_realm_id=1, **named)
        session.add(realm)
        session.flush()
        session.add(FormerRealmSlug(region="us", slug="area52", realm_id=realm.id))
    return cards


class TestRealmSlug:
    @pytest.mark.parametrize("said", ["area-52", "AREA-52", "Area 52", "aReA 52", "area52"])
    def test_any_form_finds_the_slug(self, realms: Cards, said: str) -> None:
        assert realms.rows() == []
        assert realm_slug(db.session(), "us", said) == "area-52"

    def test_a_realm_of_another_region_is_not_meant(self, realms: Cards) -> None:
        assert realms.rows() == []
        assert realm_slug(db.session(), "eu", "Area 52") == "area 52"


class TestRealmWrittenTogether:
    @pytest.mark.parametrize("said", ["Kel'Thuzad", "KelThuzad", "kel thuzad"])
    def test_blanks_and_marks_do_not_matter(self, realms: Cards, said: str) -> None:
        add("kelthuzad", "Kel'Thuzad")

        assert realms.rows() == []
        assert realm_written_together(db.session(), "us", said) == "kelthuzad"

    def test_of_two_that_are_written_alike_none_is_meant(self, realms: Cards) -> None:
        add("fire-tree", "Fire Tree")
        add("firetree", "Firetree")

        assert realms.rows() == []
        assert realm_written_together(db.session(), "us", "FireTree") is None
        assert realm_written_together(db.session(), "us", "Nowhere") is None


def add(slug: str, name: str) -> None:
    """Add a realm of the region."""
    with transaction() as session:
        number = len(slug) + 100 + sum(map(ord, slug))
        session.add(Realm(region="us", bnet_realm_id=number, slug=slug, name=name, name_key=name.lower()))
