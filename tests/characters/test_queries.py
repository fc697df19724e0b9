"""What a card's page reads, and how often."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from tests.characters.rows import CARD, YESTERDAY, add_former_name, raider
from tests.support.roll import add_guild, add_member
from webapp.characters.queries import (
    FoundCharacter,
    find_character,
    former_place,
    page_of,
    typed_place,
)
from webapp.characters.unknown.queries import unknown_page
from webapp.extensions import cache, db
from webapp.freshness.retention import KEPT_FOR, MARGIN
from webapp.models import SyncTarget
from webapp.permissions.policy import ALL_TOOLS

MOST_STATEMENTS = 4
LAST_SHOWN = YESTERDAY + KEPT_FOR - MARGIN
HIDDEN = LAST_SHOWN + timedelta(seconds=1)
PLACE = ("eu", "argent-dawn", "Nildank")


def at(app: Flask, now: datetime, name: str = "Nildank") -> FoundCharacter | None:
    with app.app_context():
        return find_character("eu", "argent-dawn", name, now=now)


def wish(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(SyncTarget).values(wished_at=HIDDEN))
        db.session.commit()


def forget_cards(app: Flask) -> None:
    with app.app_context():
        cache.cache.delete_prefix("card:")  # type: ignore[attr-defined] # our own backend's


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Note every statement that the database is sent."""
    noted: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(*said: object) -> None:
        if str(said[2]) != "BEGIN":  # how SQLite is told that a transaction starts
            noted.append(str(said[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield noted
    event.remove(engine, "before_cursor_execute", note)


class TestPage:
    def test_a_cold_page_asks_the_database_four_times(self, app: Flask, client: FlaskClient) -> None:
        raider(app)
        client.get(CARD)  # what one may see of the guild is known from now on
        forget_cards(app)

        with counted(app) as noted:
            answer = client.get(CARD)

        assert answer.status_code == 200
        assert 1 < len(noted) <= MOST_STATEMENTS, "\n".join(noted)

    def test_a_warm_one_asks_once(self, app: Flask, client: FlaskClient) -> None:
        raider(app)
        client.get(CARD)

        with counted(app) as noted:
            client.get(CARD)

        assert len(noted) == 1, "\n".join(noted)

    def test_so_do_its_live_parts(self, app: Flask, client: FlaskClient) -> None:
        raider(app)
        client.get(CARD)

        for part in ("_strip", "_card"):
            forget_cards(app)
            with counted(app) as noted:
                client.get(f"{CARD}/{part}")

            assert 0 < len(noted) <= MOST_STATEMENTS, "\n".join(noted)

    def test_an_unknown_name_asks_four_times_and_once_for_each_who_may_be_meant(
        self, app: Flask, client: FlaskClient
    ) -> None:
        with app.app_context():
            add_member(add_guild(), "Hánnírd", level=90)
        client.get("/characters/eu/argent-dawn/H%C3%A1nn%C3%ADrd")

        with counted(app) as noted:
            answer = client.get("/characters/eu/argent-dawn/Hannird")

        assert "Did you mean" in answer.text
        assert len(noted) == 5, "\n".join(noted)


class TestFoldedNames:
    """A key joins names that are two people's; the page tells them apart, as programs are told."""

    @pytest.mark.parametrize(("name", "is_meant"), [("straße", True), ("strasse", False), ("STRASSE", False)])
    def test_who_only_folds_alike_is_somebody_else(self, app_on: Flask, name: str, *, is_meant: bool) -> None:
        with app_on.app_context():
            add_member(add_guild(), "Straße")

            found = find_character("eu", "argent-dawn", name, now=YESTERDAY)

        assert (found is not None) is is_meant

    def test_a_former_name_is_told_apart_as_well(self, app_on: Flask) -> None:
        character_id = raider(app_on)
        with app_on.app_context():
            add_former_name(character_id, "Straße")

        with app_on.app_context():
            found = [
                former_place(typed_place("eu", "argent-dawn", name), now=YESTERDAY)
                for name in ("STRAßE", "Strasse")
            ]
        assert [one is not None for one in found] == [True, False]


class TestThirtyDays:
    """What was not confirmed for so long is hidden here as on the roster."""

    def test_until_the_border_it_is_shown(self, app_on: Flask) -> None:
        raider(app_on, verified_at=YESTERDAY)

        assert isinstance(at(app_on, LAST_SHOWN), FoundCharacter)

    def test_after_it_the_answer_is_that_of_an_unknown_name(self, app_on: Flask) -> None:
        raider(app_on, verified_at=YESTERDAY)

        assert at(app_on, HIDDEN, "nildank") is None
        with app_on.app_context():
            typed = typed_place("eu", "argent-dawn", "nildank")
            page = unknown_page(typed, now=HIDDEN, is_guild_seen=lambda *_: True)
        assert (page.address.name, page.look_up_url) == ("nildank", CARD.lower() + "/look-up")

    def test_commands_do_not_find_it_either(self, app_on: Flask) -> None:
        raider(app_on, verified_at=YESTERDAY)

        with app_on.app_context():
            assert find_character(*PLACE, now=LAST_SHOWN) is not None
            assert find_character(*PLACE, now=HIDDEN) is None

    def test_while_it_is_looked_up_again_the_page_only_waits(self, app_on: Flask) -> None:
        raider(app_on, verified_at=YESTERDAY)
        wish(app_on)

        with app_on.app_context():
            found = find_character(*PLACE, now=HIDDEN)
            assert found is not None
            page = page_of(found, tools=ALL_TOOLS, now=HIDDEN)

        assert (page.absence.title, page.parts, list(page.person.stats)) == ("Looking…", None, [])
        assert (page.person.class_name, page.person.guild, page.person.level) == (None, None, None)

    def test_a_former_name_leads_to_nobody_who_is_hidden(self, app_on: Flask) -> None:
        character_id = raider(app_on, verified_at=YESTERDAY)
        with app_on.app_context():
            add_former_name(character_id, "Oldname")

        with app_on.app_context():
            former = typed_place("eu", "argent-dawn", "Oldname")
            moved = former_place(former, now=LAST_SHOWN)
            assert moved is not None
            assert moved.path == CARD
            assert former_place(former, now=HIDDEN) is None
