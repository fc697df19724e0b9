"""Who is suggested in the place of a name that nobody bears."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.characters.rows import YESTERDAY
from tests.support.plans import plan_of
from tests.support.roll import add_guild, add_member, add_realm
from tests.support.signed_in import own, signed_in
from webapp.characters.queries import typed_place
from webapp.characters.statements import MOST_ALIKE, alike_at
from webapp.characters.unknown.queries import unknown_page
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.retention import KEPT_FOR, MARGIN
from webapp.lib.names import name_key
from webapp.models import AddedCharacter, Character, FormerRealmSlug
from webapp.sync.added import keep_typed

LAST_SHOWN = YESTERDAY + KEPT_FOR - MARGIN
HIDDEN = LAST_SHOWN + timedelta(seconds=1)


def known(app: Flask, *names: str, **facts: Any) -> None:
    """Insert members of one guild."""
    with app.app_context():
        guild_id = add_guild()
        for name in names:
            add_member(guild_id, name, **{"level": 90, **facts})


def meant(
    app: Flask,
    name: str,
    realm: str = "argent-dawn",
    *,
    now: datetime = YESTERDAY,
    is_guild_seen: Callable[[int, int], bool] = lambda *_: True,
    viewer_id: int | None = None,
) -> set[str]:
    """Return who is suggested for a name that nobody bears."""
    with app.app_context():
        page = unknown_page(
            typed_place("eu", realm, name), now=now, is_guild_seen=is_guild_seen, viewer_id=viewer_id
        )
        return {one.name for one in page.alike}


def nowhere(_guild_id: int, _permission_version: int) -> bool:
    """See no guild."""
    return False


class TestSuggestions:
    """An unknown name is answered with those that differ by accents only."""

    def test_names_with_other_accents_are_meant(self, app_on: Flask) -> None:
        known(app_on, "Hánnírd", "Hanniro", "Hannîrd")

        assert meant(app_on, "hannird") == {"Hánnírd", "Hannîrd"}
        assert meant(app_on, "Hànnìrd") == {"Hánnírd", "Hannîrd"}
        assert meant(app_on, "Nobody") == set()

    def test_who_only_folds_alike_is_one_of_them(self, app_on: Flask) -> None:
        known(app_on, "Straße")

        assert meant(app_on, "STRASSE") == {"Straße"}

    @pytest.mark.parametrize("realm", ["Argent Dawn", "argent-dawn", "old-dawn"])
    def test_the_realm_may_be_spelled_in_any_way(self, app_on: Flask, realm: str) -> None:
        with app_on.app_context():
            realm_id = add_realm("argent-dawn", "Argent Dawn")
            db.session.add(FormerRealmSlug(region="eu", slug="old-dawn", realm_id=realm_id))
            db.session.commit()
        known(app_on, "Hánnírd")

        assert meant(app_on, "Hannird", realm) == {"Hánnírd"}

    @pytest.mark.parametrize("facts", [{"realm": "draenor"}, {"region": "us"}, {"level": None}])
    def test_who_stands_elsewhere_or_was_never_found_is_not(
        self, app_on: Flask, facts: dict[str, Any]
    ) -> None:
        known(app_on, "Hánnírd", **facts)

        assert meant(app_on, "Hannird") == set()

    def test_nobody_is_named_who_is_hidden(self, app_on: Flask) -> None:
        known(app_on, "Hánnírd", verified_at=YESTERDAY)

        assert meant(app_on, "Hannird", now=LAST_SHOWN) == {"Hánnírd"}
        assert meant(app_on, "Hannird", now=HIDDEN) == set()

    def test_three_are_enough(self, app_on: Flask) -> None:
        known(app_on, "Hánnird", "Hannírd", "Hánnírd", "Hännird")

        assert len(meant(app_on, "Hannird")) == MOST_ALIKE

    def test_the_few_are_those_that_the_viewer_may_see(self, app_on: Flask) -> None:
        with app_on.app_context():
            add_member(open_id := add_guild("Open"), "Hannîrd", level=90)
        known(app_on, "Hánnird", "Hannírd", "Hánnírd")

        assert meant(app_on, "Hannird", is_guild_seen=lambda one, _: one == open_id) == {"Hannîrd"}
        assert meant(app_on, "Hannird", is_guild_seen=nowhere) == set()

    def test_ones_own_are_named_and_who_is_in_no_guild_to_whom_is_signed_in(self, app_on: Flask) -> None:
        known(app_on, "Hánnírd", "Hannírd")
        with app_on.app_context():
            lone = {"name": "Hannîrd", "name_key": name_key("Hannîrd"), "level": 90}
            db.session.add(Character(region="eu", realm="argent-dawn", bnet_character_id=999, **lone))
            db.session.commit()
            own_id = db.session.scalars(select(Character.id).where(Character.name == "Hánnírd")).one()
        jaina = signed_in(app_on)
        own(app_on, jaina, own_id)

        assert meant(app_on, "Hannird", is_guild_seen=nowhere, viewer_id=jaina.user_id) == {
            "Hannîrd",
            "Hánnírd",
        }
        assert meant(app_on, "Hannird", is_guild_seen=nowhere) == set()

    def test_all_spellings_are_one_look_into_the_index(self, app: Flask) -> None:
        query = alike_at("eu", "argent-dawn", "Hannird", border=YESTERDAY, seen_guilds=[1], viewer_id=2)

        with app.app_context():
            plan = plan_of(query)

        assert "ix_characters_name_plain_region_realm (name_plain=? AND region=? AND realm=?)" in plan


class TestPreview:
    def test_what_the_viewer_was_told_before_stands_on_the_page_that_waits(self, app: Flask) -> None:
        person, asked = signed_in(app), str(int(YESTERDAY.timestamp()))
        told = {"answered_at": YESTERDAY, "outcome": "ok", "level": 90, "class_id": 8, "item_level": 301}
        with app.app_context(), transaction() as session:
            jaina = ("eu", "argent-dawn", "Jaina")
            keep_typed(session, person.user_id, jaina, is_saved=False, now=YESTERDAY)
            session.execute(update(AddedCharacter).values(told))

        with app.app_context():
            mine, others, later = (
                unknown_page(
                    typed_place("eu", "argent-dawn", "jaina"),
                    asked=asked,
                    now=now,
                    is_guild_seen=lambda *_: True,
                    viewer_id=viewer_id,
                ).preview
                for viewer_id, now in (
                    (person.user_id, YESTERDAY),
                    (None, YESTERDAY),
                    (person.user_id, YESTERDAY + timedelta(minutes=2)),
                )
            )

        assert mine is not None
        assert ("Item level", "301") in mine.facts
        assert (others, later) == (None, None)
