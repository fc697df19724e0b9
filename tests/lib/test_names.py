"""Names are compared by NFC and casefold, and odd ones are refused with a reason."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.lib.names import (
    MOST_MARKS,
    BadName,
    checked_name,
    guild_name_key,
    guild_slug,
    is_readable,
    name_key,
)


class TestNameKey:
    @pytest.mark.parametrize(
        ("one", "other"), [("Ñandú", "ñandú"), ("ØRE", "øre"), ("Анна", "АННА"), ("É", "e\u0301")]
    )
    def test_forms_of_one_name_share_a_key(self, one: str, other: str) -> None:
        assert name_key(one) == name_key(other)

    def test_look_alikes_of_two_scripts_stay_apart(self) -> None:
        assert name_key("Anna") != name_key("Аnnа")

    @given(st.text(max_size=40))
    def test_composition_never_changes_the_key(self, name: str) -> None:
        assert name_key(unicodedata.normalize("NFD", name)) == name_key(unicodedata.normalize("NFC", name))


class TestCheckedName:
    @pytest.mark.parametrize(
        "name", ["", "   ", "a/b", "a\x00b", "a\nb", "x" * 65, "a\ud800", "\u202eabc", "a?b"]
    )
    def test_a_name_that_cannot_be_is_refused_with_the_field(self, name: str) -> None:
        with pytest.raises(BadName, match="the realm"):
            checked_name(name, what="realm")

    def test_outer_blanks_go_and_letters_are_composed(self) -> None:
        assert checked_name("  Re\u0301mi ", what="name") == "Rémi"

    @pytest.mark.parametrize(
        ("name", "said"), [("a/b", "the letter “/”, which no"), ("a\x00b", "a letter that")]
    )
    def test_the_letter_is_named_where_it_can_be_seen(self, name: str, said: str) -> None:
        with pytest.raises(BadName, match=said):
            checked_name(name, what="name")


class TestIsReadable:
    @pytest.mark.parametrize(
        "text", ["", "Ñandú 日本", "two\nlines", "👩‍👩‍👧", "!", "ก็ดี", "a" + "\u0301" * MOST_MARKS]
    )
    def test_what_people_write_is(self, text: str) -> None:
        assert is_readable(text)

    @pytest.mark.parametrize(
        "text",
        [
            "a\u061cb",
            "a\u2028b",
            "a\u200bb",
            "a\tb",
            "\u200d",
            "\u3164 \u2800",
            "\u0301",
            "a" + "\u0301" * (MOST_MARKS + 1),
        ],
    )
    def test_what_shows_nothing_or_runs_over_its_lines_is_not(self, text: str) -> None:
        assert not is_readable(text)


class TestGuildSlug:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [("Lantern Watch", "lantern-watch"), ("Экипаж Моря", "экипаж-моря"), ("It's Fine", "it's-fine")],
    )
    def test_blanks_become_hyphens_and_letters_stay(self, name: str, slug: str) -> None:
        assert guild_slug(name) == slug

    def test_name_and_slug_are_found_by_one_key(self) -> None:
        assert guild_name_key("Lantern Watch") == guild_name_key("lantern-watch")
