"""Roles and mains beside a card, as a browser without JavaScript uses them."""

import pytest

from tests.characters.officers.cards import CARDS, card, member, post
from tests.rights.cast import Cast
from tests.support.deciding import decide
from tests.support.roll import officers_say
from webapp.words import Role


class TestRole:
    def test_it_is_set_marked_and_given_back(self, cast: Cast) -> None:
        answer = post(cast, "Jaina", "role", role="tank")

        assert (answer.status_code, answer.location) == (303, f"{CARDS}Anduin#officers")
        assert member(cast, "Anduin").role_override is Role.TANK
        assert "set by an officer" in card(cast, "Anduin")

        post(cast, "Jaina", "role", role="")
        assert member(cast, "Anduin").role_override is None
        assert "set by an officer" not in card(cast, "Anduin")

    def test_what_is_no_role_is_refused_beside_the_field(self, cast: Cast) -> None:
        answer = post(cast, "Jaina", "role", role="bard")

        assert answer.status_code == 422
        assert "Choose a role, or what Battle.net says." in answer.text

    @pytest.mark.parametrize(("who", "status"), [("Anduin", 403), ("Guldan", 404), (None, 404)])
    @pytest.mark.parametrize("path", ["role", "main"])
    def test_only_officers_may(self, cast: Cast, who: str | None, status: int, path: str) -> None:
        assert post(cast, who, path, role="tank", main="Thrall").status_code == status
        assert cast.entries() == []

    def test_officers_of_notes_alone_see_no_such_form(self, cast: Cast) -> None:
        decide(cast.app, cast.guild_id, "roster_edit", min_rank=0)

        html = card(cast, "Jaina")

        assert ("Role and main" in html, "Officer notes" in html) == (False, True)


class TestMain:
    def test_it_is_set_by_name_and_taken_away(self, cast: Cast) -> None:
        answer = post(cast, "Jaina", "main", about="Vereesa", main=" anduin ")

        row = member(cast, "Vereesa")
        assert answer.status_code == 303
        assert row.main_id == cast.characters["Anduin"]
        assert 'value="Anduin"' in card(cast, "Jaina", "Vereesa")

        post(cast, "Jaina", "main", about="Vereesa", main="")
        assert member(cast, "Vereesa").main_id is None

    @pytest.mark.parametrize(
        ("about", "main", "sentence"),
        [
            ("Vereesa", "Nobody", "Nobody of that name"),
            ("Vereesa", "Vereesa", "no alt of its own"),
            ("Anduin", "Thrall", "its player chooses the main"),
        ],
    )
    def test_a_refusal_is_said_on_the_page(self, cast: Cast, about: str, main: str, sentence: str) -> None:
        answer = post(cast, "Jaina", "main", about=about, main=main)

        assert answer.status_code == 422
        assert sentence in answer.text

    def test_a_claimed_character_has_no_field(self, cast: Cast) -> None:
        html = card(cast, "Jaina")

        assert "its player chooses the main" in html
        assert 'name="main"' not in html

    def test_a_main_of_others_has_none_either(self, cast: Cast) -> None:
        with cast.app.app_context():
            officers_say(cast.characters["Anduin"], main_id=cast.characters["Vereesa"])

        assert "The main of 1 other" in card(cast, "Jaina", "Vereesa")
