"""Names become parts of an address, or are refused before any call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.clients.battlenet import BadRequest, Region
from webapp.clients.battlenet.endpoints import ROSTER, SPEC, SUMMARY
from webapp.clients.battlenet.regions import character_part, guild_part, realm_part


class TestCharacterPart:
    @pytest.mark.parametrize(
        ("name", "part"),
        [
            ("Thrall", "thrall"),
            ("Ñandú", "%C3%B1and%C3%BA"),
            ("N\u0303andu", "%C3%B1andu"),
            ("Анна", "%D0%B0%D0%BD%D0%BD%D0%B0"),
            ("나나", "%EB%82%98%EB%82%98"),
        ],
    )
    def test_a_name_is_composed_lowered_and_encoded(self, name: str, part: str) -> None:
        assert character_part(name) == part

    @pytest.mark.parametrize(
        "name",
        [
            "",
            "a/b",
            "..",
            ".",
            "a\\b",
            "a?b",
            "a#b",
            "a%2fb",
            "a b",
            "a\x00b",
            "a\r\nb",
            "x" * 49,
            "\ud800",
            "a\u202eb",
        ],
    )
    def test_what_no_name_can_be_is_refused(self, name: str) -> None:
        with pytest.raises(BadRequest):
            character_part(name)

    @given(st.text(max_size=60))
    def test_whatever_is_asked_stays_one_segment(self, name: str) -> None:
        try:
            part = character_part(name)
        except BadRequest:
            return
        assert part.isascii()
        assert not set(part) & set("/?#\\. ")


class TestGuildPart:
    def test_spaces_become_hyphens(self) -> None:
        assert guild_part("Les  Gardiens du Temps") == "les-gardiens-du-temps"

    def test_cyrillic_is_kept(self) -> None:
        assert guild_part("Эра") == "%D1%8D%D1%80%D0%B0"


class TestRealmPart:
    def test_a_slug_with_an_accent_is_encoded(self) -> None:
        assert realm_part("aggra-português") == "aggra-portugu%C3%AAs"


class TestAddresses:
    def test_guild_data_lives_in_the_profile_namespace(self) -> None:
        address = ROSTER.address(Region.EU, {"realm": "draenor", "guild": "era"})

        assert address == "/data/wow/guild/draenor/era/roster?namespace=profile-eu&locale=en_GB"

    @pytest.mark.parametrize(
        ("region", "query"),
        [
            (Region.US, "namespace=static-us&locale=en_US"),
            (Region.KR, "namespace=static-kr&locale=ko_KR"),
            (Region.TW, "namespace=static-tw&locale=zh_TW"),
        ],
    )
    def test_every_region_has_its_locale(self, region: Region, query: str) -> None:
        assert SPEC.address(region, {"id": "1"}).endswith(query)

    def test_a_character_lives_on_its_own_realm(self) -> None:
        assert SUMMARY.address(Region.EU, {"realm": "a", "character": "b"}).startswith(
            "/profile/wow/character/a/b?"
        )
