"""A key that can be guessed is named with what to do."""

import secrets

import pytest

from webapp.lib.secret_keys import HOW, weakness_of

PUBLISHED = "development-only-not-a-secret"


class TestWeaknessOf:
    @pytest.mark.parametrize(
        ("key", "sentence"),
        [
            (PUBLISHED, "must not be the development key, which everybody knows"),
            ("short", "must have at least 32 letters"),
            ("a" * 32, "must have at least 10 different letters"),
            ("changeme" * 8, "must have at least 10 different letters"),
        ],
    )
    def test_a_weak_one_is_named(self, key: str, sentence: str) -> None:
        assert weakness_of(key, published=PUBLISHED) == f"{sentence}; {HOW}"

    @pytest.mark.parametrize("key", [secrets.token_hex(32), secrets.token_urlsafe(48)], ids=["hex", "base64"])
    def test_a_random_one_is_good_in_any_alphabet(self, key: str) -> None:
        assert weakness_of(key, published=PUBLISHED) is None
