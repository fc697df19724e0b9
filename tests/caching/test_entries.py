"""How an entry is written, and what it is good for."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.caching.entries import Age, BadEntry, Entry, Fetched, age_of, life_of, pack, unpack

MINUTE = timedelta(minutes=1)


class TestPack:
    @given(st.binary(max_size=200), st.binary(max_size=255))
    def test_what_is_packed_comes_out_again(self, payload: bytes, generation: bytes) -> None:
        assert unpack(pack(Entry(payload, generation))) == Entry(payload, generation)

    @pytest.mark.parametrize("stored", [b"", b"M1", b"\x80\x04K\x01.", b"M1\x09short"])
    def test_anything_else_is_refused(self, stored: bytes) -> None:
        with pytest.raises(BadEntry):
            unpack(stored)

    def test_a_generation_is_a_short_word(self) -> None:
        with pytest.raises(ValueError, match="short word"):
            pack(Entry(b"", b"x" * 256))


class TestAge:
    @pytest.mark.parametrize(
        ("left_ms", "age"),
        [(60_001, Age.FRESH), (60_000, Age.STALE), (1, Age.STALE), (0, Age.GONE), (-2, Age.GONE)],
    )
    def test_what_is_left_says_what_an_entry_is_good_for(self, left_ms: int, age: Age) -> None:
        assert age_of(left_ms, MINUTE) is age


class TestLife:
    def test_a_region_says_how_long(self) -> None:
        assert life_of(Fetched(1), fresh_for=5 * MINUTE, stale_for=MINUTE) == 6 * MINUTE

    def test_a_value_that_changes_sooner_lives_shorter(self) -> None:
        assert life_of(Fetched(1, MINUTE), fresh_for=5 * MINUTE, stale_for=MINUTE) == 2 * MINUTE

    def test_no_value_lives_longer_than_its_region_says(self) -> None:
        assert life_of(Fetched(1, 9 * MINUTE), fresh_for=5 * MINUTE, stale_for=MINUTE) == 6 * MINUTE

    @pytest.mark.parametrize("fresh_for", [timedelta(0), timedelta(seconds=-1)])
    def test_what_must_not_be_kept_has_no_life(self, fresh_for: timedelta) -> None:
        assert life_of(Fetched(1, fresh_for), fresh_for=5 * MINUTE, stale_for=MINUTE) == timedelta(0)
