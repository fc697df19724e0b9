"""What a token is, and when it opens a door."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from webapp.permissions.tokens import (
    BadLife,
    Bearer,
    Refusal,
    Scope,
    life_of,
    new_token,
    refusal_of,
    shown_prefix,
    token_hash,
    token_in,
)

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TOKEN = new_token(bytes(range(32)))
BEARER = Bearer(token_id=1, guild_id=None, scopes=["cache:read"], expires_at=None, revoked_at=None)


class TestNewToken:
    def test_it_holds_256_bits_behind_a_prefix_that_scanners_can_know(self) -> None:
        assert TOKEN == "mst_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

    @pytest.mark.parametrize("length", [0, 16, 31, 33])
    def test_less_randomness_is_refused(self, length: int) -> None:
        with pytest.raises(ValueError, match="32 random bytes"):
            new_token(bytes(length))

    def test_what_lists_show_is_a_small_part(self) -> None:
        assert shown_prefix(TOKEN) == "mst_AAECAwQF"

    def test_its_hash_is_sha_256(self) -> None:
        assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


class TestTokenIn:
    @pytest.mark.parametrize("header", [f"Bearer {TOKEN}", f"bearer {TOKEN}", f"BEARER  {TOKEN} "])
    def test_a_bearer_header_gives_its_token(self, header: str) -> None:
        assert token_in(header) == TOKEN

    @pytest.mark.parametrize("header", [None, ""])
    def test_no_header_is_no_token(self, header: str | None) -> None:
        assert token_in(header) is Refusal.MISSING

    @pytest.mark.parametrize(
        "header",
        [TOKEN, f"Basic {TOKEN}", "Bearer", "Bearer mst_short", f"Bearer {TOKEN}x", f"Bearer x{TOKEN}"],
    )
    def test_anything_else_is_malformed(self, header: str) -> None:
        assert token_in(header) is Refusal.MALFORMED


class TestRefusalOf:
    def test_a_token_with_the_scope_opens(self) -> None:
        assert refusal_of(BEARER, Scope.CACHE_READ, NOON) is None

    @pytest.mark.parametrize("scope", [Scope.CACHE_WRITE, Scope.CHARACTERS_READ])
    def test_another_scope_does_not(self, scope: Scope) -> None:
        assert refusal_of(BEARER, scope, NOON) is Refusal.SCOPE

    def test_a_token_that_nobody_knows_does_not(self) -> None:
        assert refusal_of(None, Scope.CACHE_READ, NOON) is Refusal.UNKNOWN

    def test_a_revoked_token_does_not_whatever_else_it_says(self) -> None:
        revoked = replace(BEARER, revoked_at=NOON + timedelta(days=1))

        assert refusal_of(revoked, Scope.CACHE_READ, NOON) is Refusal.REVOKED

    @pytest.mark.parametrize(("left", "refusal"), [(1, None), (0, Refusal.EXPIRED), (-1, Refusal.EXPIRED)])
    def test_it_ends_at_its_expiry(self, left: int, refusal: Refusal | None) -> None:
        ending = replace(BEARER, expires_at=NOON + timedelta(seconds=left))

        assert refusal_of(ending, Scope.CACHE_READ, NOON) is refusal


class TestLifeOf:
    @pytest.mark.parametrize(
        ("text", "life"),
        [
            ("12h", timedelta(hours=12)),
            ("90d", timedelta(days=90)),
            (" 8W ", timedelta(weeks=8)),
            ("1y", timedelta(days=365)),
        ],
    )
    def test_it_is_written_with_its_unit(self, text: str, life: timedelta) -> None:
        assert life_of(text) == life

    @pytest.mark.parametrize("text", ["", "90", "0d", "-1d", "1.5d", "11y", "99999w", "999999d", "d"])
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(BadLife):
            life_of(text)
