"""Realms keep their id when their slug changes."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from webapp.clients.battlenet.payloads.gamedata import Realm as RealmPayload
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, CharacterEnrichmentCache, FormerRealmSlug, Guild, Realm
from webapp.sync.realms import store_realms

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)


def store(*realms: tuple[int, str]) -> dict[str, str]:
    listed = [RealmPayload(id=id_, slug=slug, name=slug.title()) for id_, slug in realms]
    with transaction() as session:
        return store_realms(session, "eu", listed, now=NOW)


def live_on(realm: str, bnet_id: int) -> None:
    with transaction() as session:
        session.add(
            Guild(bnet_guild_id=bnet_id, region="eu", realm=realm, name=f"of {realm}", name_key=f"of-{realm}")
        )
        session.add(
            Character(bnet_character_id=bnet_id, region="eu", realm=realm, name="Thrall", name_key="thrall")
        )


def homes() -> dict[int | None, tuple[str, str]]:
    db.session.rollback()
    query = select(Character.bnet_character_id, Character.realm, Guild.realm).join(
        Guild, Guild.bnet_guild_id == Character.bnet_character_id
    )
    return {id_: (realm, guild_realm) for id_, realm, guild_realm in db.session.execute(query)}


@pytest.fixture(autouse=True)
def _context(app_on: Flask) -> object:
    with app_on.app_context():
        yield
        db.session.rollback()


class TestStoreRealms:
    def test_guilds_and_characters_follow_a_realm_to_its_new_slug(self) -> None:
        store((1, "old-home"), (2, "elsewhere"))
        live_on("old-home", 11)

        moves = store((1, "new-home"), (2, "elsewhere"))

        assert moves == {"old-home": "new-home"}
        assert homes() == {11: ("new-home", "new-home")}

    def test_the_old_slug_still_finds_the_realm(self) -> None:
        store((1, "old-home"))

        store((1, "new-home"))

        query = select(FormerRealmSlug.slug, Realm.slug).join(Realm, Realm.id == FormerRealmSlug.realm_id)
        assert [tuple(row) for row in db.session.execute(query)] == [("old-home", "new-home")]

    def test_two_realms_may_swap_slugs(self) -> None:
        store((1, "north"), (2, "south"))
        live_on("north", 11)
        live_on("south", 12)

        store((1, "south"), (2, "north"))

        assert homes() == {11: ("south", "south"), 12: ("north", "north")}
        assert db.session.scalars(select(FormerRealmSlug.slug)).all() == []

    def test_a_realm_that_is_not_listed_any_more_stays(self) -> None:
        store((1, "north"), (2, "south"))

        store((1, "north"))

        assert set(db.session.scalars(select(Realm.slug))) == {"north", "south"}

    def test_a_realm_that_comes_back_under_another_id_keeps_its_slug(self) -> None:
        store((1, "north"), (2, "south"))
        live_on("north", 11)

        store((3, "north"), (2, "south"))

        rows = db.session.execute(select(Realm.bnet_realm_id, Realm.slug).order_by(Realm.slug))
        assert [tuple(row) for row in rows] == [(3, "north"), (2, "south")]
        assert homes() == {11: ("north", "north")}

    def test_a_known_realm_may_take_the_slug_of_one_that_is_gone(self) -> None:
        store((1, "north"), (2, "south"))

        store((2, "north"))

        rows = db.session.execute(select(Realm.bnet_realm_id, Realm.slug))
        assert [tuple(row) for row in rows] == [(2, "north")]

    @pytest.mark.parametrize(
        ("id_", "slug"), [(2**31, "far"), (-(2**40), "far"), (3, "x" * 65), (3, "ß" * 49)]
    )
    def test_a_realm_that_no_column_holds_does_not_keep_the_others_out(self, id_: int, slug: str) -> None:
        store((1, "north"), (id_, slug))

        assert db.session.scalars(select(Realm.slug)).all() == ["north"]

    def test_two_realms_of_one_slug_are_one(self) -> None:
        store((1, "north"), (2, "south"))

        store((1, "north"), (2, "north"), (3, "north"))

        rows = db.session.execute(select(Realm.bnet_realm_id, Realm.slug))
        assert {slug: id_ for id_, slug in rows}["north"] in {1, 2, 3}

    def test_another_regions_realms_stay_where_they_are(self) -> None:
        store((1, "old-home"))
        with transaction() as session:
            session.add(Guild(bnet_guild_id=9, region="us", realm="old-home", name="x", name_key="x"))

        store((1, "new-home"))

        assert db.session.scalars(select(Guild.realm)).all() == ["old-home"]


class TestWhatFollows:
    def test_cards_and_versions_of_guilds_follow_with_their_characters(self) -> None:
        store((1, "old-home"))
        live_on("old-home", 11)
        with transaction() as session:
            thrall = session.scalars(select(Character)).one()
            thrall.guild_id = session.scalars(select(Guild.id)).one()
            card = CharacterEnrichmentCache(region="eu", realm="old-home", character_name="Thrall")
            card.character_id, card.name_key, card.player_card = thrall.id, "thrall", {}
            session.add(card)

        store((1, "new-home"))

        assert db.session.scalars(select(CharacterEnrichmentCache.realm)).all() == ["new-home"]
        assert db.session.scalars(select(Guild.data_version)).all() == [1]

    def test_of_two_same_names_that_wait_for_their_first_look_one_waits_on(self) -> None:
        store((1, "old-home"), (2, "new-home"))
        with transaction() as session:
            for realm in ("old-home", "new-home"):
                session.add(Character(region="eu", realm=realm, name="Jaina", name_key="jaina"))

        store((1, "new-home"))

        assert db.session.execute(select(Character.realm, Character.name)).all() == [("new-home", "Jaina")]
