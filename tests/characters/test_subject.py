"""Whom a character's pages show it to: its owner, its guild, and anybody where no guild keeps it closed."""

import pytest
from flask import Flask

from tests.characters.rows import CARD, add_former_name, raider
from tests.support.roll import add_member
from tests.support.signed_in import browser_of, own, signed_in
from webapp.extensions import db
from webapp.models import Character, GuildMember


@pytest.fixture
def character_id(app: Flask) -> int:
    """Give a raider of a guild."""
    return raider(app)


def guild_of(app: Flask, character_id: int) -> int:
    with app.app_context():
        return db.session.get_one(Character, character_id).guild_id or 0


class TestWhoSees:
    def test_its_owner_does(self, app: Flask, character_id: int) -> None:
        person = signed_in(app)
        own(app, person, character_id)

        assert browser_of(app, person).get(CARD).status_code == 200

    def test_members_of_its_guild_do(self, app: Flask, character_id: int) -> None:
        person, guild_id = signed_in(app), guild_of(app, character_id)
        with app.app_context():
            other = add_member(guild_id, "Friend")
        own(app, person, other)

        assert browser_of(app, person).get(CARD).status_code == 200

    @pytest.mark.parametrize("part", ["", "/_card", "/_strip"])
    @pytest.mark.usefixtures("character_id")
    def test_to_others_it_is_as_if_it_were_not_kept(self, app: Flask, part: str) -> None:
        browser = browser_of(app, signed_in(app))

        foreign, absent = browser.get(CARD + part), browser.get(CARD.replace("Nildank", "Nobody") + part)

        assert foreign.status_code == absent.status_code
        assert "Nildank" not in foreign.text.replace(CARD, "") or part == ""
        assert "is not kept here" in foreign.text or part

    @pytest.mark.usefixtures("character_id")
    def test_without_a_guild_it_is_anybodys_who_is_signed_in(self, app: Flask) -> None:
        with app.app_context():
            db.session.query(GuildMember).delete()
            db.session.commit()

        assert browser_of(app, signed_in(app)).get(CARD).status_code == 200
        assert browser_of(app, None).get(CARD).status_code == 404

    def test_a_former_name_does_not_tell_strangers_the_present_one(
        self, app: Flask, character_id: int
    ) -> None:
        with app.app_context():
            add_former_name(character_id, "Oldname")
        former = CARD.replace("Nildank", "Oldname")

        answers = [browser_of(app, who).get(former) for who in (None, signed_in(app, is_operator=True))]

        assert [answer.status_code for answer in answers] == [404, 308]
        assert "Nildank" not in answers[0].text
