"""A card is found by any form of its name, in one statement, as the text that is stored."""

import json

import pytest
from sqlalchemy import event

from tests.cards.people import DAY, HOUR, NOW, Cards
from webapp.cards.queries import all_seasons
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import FormerRealmSlug, Realm


class TestFindCard:
    @pytest.mark.parametrize("name", ["Ñandú", "ñandú", "ÑANDÚ", "N\u0303andu\u0301"])
    def test_any_case_and_any_normal_form_finds_it(self, cards: Cards, name: str) -> None:
        nandu = cards.character("Ñandú")
        cards.rebuild(nandu)

        found = cards.find(name)

        assert found is not None
        assert found.character_id == nandu

    def test_the_card_is_text_that_nobody_decoded(self, cards: Cards) -> None:
        cards.give("Thrall", {"itemLevel": 626})

        found = cards.find("Thrall")

        assert found is not None
        assert json.loads(found.player_card or "") == {"itemLevel": 626}

    def test_it_takes_one_statement(self, cards: Cards) -> None:
        cards.rebuild(cards.character())
        said: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

        cards.find("Thrall")

        assert len([line for line in said if line.lstrip().startswith("SELECT")]) == 1

    def test_the_exact_spelling_comes_first(self, cards: Cards) -> None:
        one, other = cards.character("Straße", verified_at=NOW), cards.character("Strasse")
        cards.rebuild(one, other)

        assert [getattr(cards.find(name), "character_id", 0) for name in ("Straße", "Strasse")] == [
            one,
            other,
        ]
        assert getattr(cards.find("strasse"), "character_id", 0) == other

    def test_then_whom_battlenet_confirmed_last(self, cards: Cards) -> None:
        cards.give("straSSe", {"by": "nobody"})
        one = cards.character("Straße")
        cards.rebuild(one)

        assert getattr(cards.find("STRAßE"), "character_id", 0) == one

    def test_a_former_name_leads_to_the_present_one(self, cards: Cards) -> None:
        thrall = cards.character("Gobryn")
        cards.was_called(thrall, "Thrall")
        cards.rebuild(thrall)

        found = cards.find("thrall")

        assert found is not None
        assert found.character_name == "Gobryn"

    def test_unless_somebody_is_called_so_now(self, cards: Cards) -> None:
        old, new = cards.character("Gobryn"), cards.character("Thrall")
        cards.was_called(old, "Thrall")
        cards.rebuild(old, new)

        assert getattr(cards.find("thrall"), "character_id", 0) == new

    def test_the_realm_may_be_a_name_a_slug_or_a_former_slug(self, cards: Cards) -> None:
        with transaction() as session:
            realm = Realm(
                region="eu", slug="raven-x", name="Ravencrest", name_key="ravencrest", bnet_realm_id=1
            )
            session.add(realm)
            session.flush()
            session.add(FormerRealmSlug(region="eu", slug="raven-old", realm_id=realm.id))
        cards.rebuild(cards.character(realm="raven-x"))

        for said in ("Ravencrest", "raven-x", "RAVEN-OLD"):
            assert all_seasons(db.session(), "eu", said, "Thrall")

    def test_a_card_of_who_lost_the_name_is_not_found(self, cards: Cards) -> None:
        old, new = cards.character(verified_at=NOW - DAY), cards.character()
        cards.rebuild(old, new)
        cards.was_called(old, "Gobryn")

        assert cards.find("Gobryn") is None
        assert cards.find(f"#{old}") is None

    def test_a_season_of_another_character_is_not_given_instead(self, cards: Cards) -> None:
        one, other = cards.character("Straße"), cards.character("Strasse")
        cards.rebuild(one, other)
        cards.give("Straße", {"by": "one"}, season="season-x")

        assert cards.find("Strasse", "season-x") is None
        assert cards.find("Straße", "season-x") is not None

    def test_its_version_differs_when_anything_does(self, cards: Cards) -> None:
        cards.give("Thrall", {"itemLevel": 626})
        before = cards.find("Thrall")

        cards.give("Thrall", {"itemLevel": 627}, at=NOW + HOUR)

        after = cards.find("Thrall")
        assert before is not None
        assert after is not None
        assert before.version != after.version


class TestAllSeasons:
    def test_the_present_one_comes_first(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall, at=NOW - 90 * DAY)
        cards.rebuild(thrall)

        found = all_seasons(db.session(), "eu", "ravencrest", "thrall")

        assert [row.season_key for row in found] == ["latest", "season-mn-1"]
