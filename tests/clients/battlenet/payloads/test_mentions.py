"""Mentioned things give their id, name and type, or nothing."""

from collections.abc import Callable

import pytest

from tests.clients.battlenet.payloads.answers import BIGGEST_ID, REALM
from tests.clients.battlenet.payloads.documents import changed, each_harm, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.mentions import (
    RealmRef,
    id_of,
    name_of,
    parse_faction,
    parse_realm_ref,
    type_of,
)
from webapp.clients.upstream.door import Json

THING = {"guild": {"id": BIGGEST_ID, "name": "Cold Kettle", "type": "HORDE"}}
Read = Callable[[Json, str], object]
each_reader = pytest.mark.parametrize(("read", "part"), [(id_of, "id"), (name_of, "name"), (type_of, "type")])


class TestParseRealmRef:
    def test_a_realm_is_read(self) -> None:
        assert parse_realm_ref(json_of(REALM)) == RealmRef(id=901, slug="rainmoor", name="Rainmoor")

    @each_harm
    def test_a_roster_gives_no_name(self, harm: object) -> None:
        assert parse_realm_ref(changed(REALM, "name", harm)) == RealmRef(id=901, slug="rainmoor", name=None)

    @each_harm
    @pytest.mark.parametrize("place", ["id", "slug"])
    def test_without_id_or_slug_it_is_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_realm_ref(changed(REALM, place, harm))

        assert error.value.field == path_of(place)


@each_reader
class TestMentionedThings:
    def test_what_is_there_is_read(self, read: Read, part: str) -> None:
        assert read(json_of(THING), "guild") == THING["guild"][part]

    @each_harm
    def test_a_thing_without_it_gives_nothing(self, read: Read, part: str, harm: object) -> None:
        assert read(changed(THING, f"guild.{part}", harm), "guild") is None

    @each_harm
    def test_a_thing_that_is_not_there_gives_nothing(self, read: Read, part: str, harm: object) -> None:
        assert part
        assert read(changed(THING, "guild", harm), "guild") is None


class TestIdOf:
    @pytest.mark.parametrize(
        ("sent", "read"), [(0, 0), (2**63 - 1, 2**63 - 1), (2**63, None), (True, None), ("7", None)]
    )
    def test_an_id_is_what_a_database_can_store(self, sent: object, read: int | None) -> None:
        assert id_of(json_of({"guild": {"id": sent}}), "guild") == read


class TestNameOf:
    @pytest.mark.parametrize(
        ("locale", "name"), [("en_GB", "Kettle"), ("ko_KR", "주전자"), ("fr_FR", "Kettle")]
    )
    def test_a_name_is_read_in_the_language_of_the_region(self, locale: str, name: str) -> None:
        thing = {"guild": {"name": {"pt_BR": None, "en_GB": "Kettle", "ko_KR": "주전자"}}}

        assert name_of(json_of(thing, locale=locale), "guild") == name

    def test_a_bad_locale_leaves_every_name_empty(self) -> None:
        assert name_of(json_of({"guild": {"name": {"en_GB": None, "de_DE": None}}}), "guild") is None


class TestParseFaction:
    def test_a_faction_is_its_type_in_lower_case(self) -> None:
        assert parse_faction(json_of({"faction": {"type": "ALLIANCE", "name": "Allianz"}})) == "alliance"

    @each_harm
    def test_older_patches_have_none(self, harm: object) -> None:
        assert parse_faction(changed({"faction": {"type": "HORDE"}}, "faction", harm)) is None
