"""REGION/REALM/NAME as people type it."""

import pytest

from webapp.cli.places import BadPlace, Place, parse_place


class TestParsePlace:
    def test_the_apostrophe_of_a_phone_is_the_one_of_the_game(self) -> None:
        assert parse_place("eu/Kel\u2019Thuzad/Dawn").realm == "Kel'Thuzad"

    @pytest.mark.parametrize(
        "text",
        ["eu/argent-dawn/Lantern Watch", "EU/argent-dawn/Lantern Watch", " eu /argent-dawn/ Lantern Watch"],
    )
    def test_region_realm_and_name_are_read(self, text: str) -> None:
        assert parse_place(text) == Place("eu", "argent-dawn", "Lantern Watch")

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("lantern-watch", "REGION/REALM/NAME"),
            ("eu/a/b/c", "REGION/REALM/NAME"),
            ("cn/a/b", "no region"),
            ("eu//b", "realm is empty"),
            ("eu/a/", "name is empty"),
            ("eu/a/b\x00", "a letter that no name can have"),
        ],
    )
    def test_anything_else_is_refused_with_what_would_be_right(self, text: str, reason: str) -> None:
        with pytest.raises(BadPlace, match=reason):
            parse_place(text)
