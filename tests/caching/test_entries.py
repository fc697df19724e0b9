"""How an entry is written, and what it is good for."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.caching.entries import Age, BadEntry, Entry, Fetched, age_of, life_of, pack, unpack

MINUTE = timedelta(minutes=1)
SECRET = b"a secret of the tests"


class TestPack:
    @given(st.binary(max_size=200), st.binary(max_size=255))
    def test_what_is_packed_comes_out_again(self, payload: bytes, generation: bytes) -> None:
        entry = Entry(payload, generation)

        assert unpack(pack(entry, "roster:1", SECRET), "roster:1", SECRET) == entry

    @pytest.mark.parametrize("stored", [b"", b"M1", b"\x80\x04K\x01.", b"M1" + 16 * b"x", b"M1" + 40 * b"x"])
    def test_anything_else_is_refused(self, stored: bytes) -> None:
        with pytest.raises(BadEntry):
            unpack(stored, "roster:1", SECRET)

    @given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
    def test_a_bit_that_somebody_turned_is_noticed(self, place: int, bits: int) -> None:
        stored = bytearray(pack(Entry(b"rank 5", b"word"), "permission:1", SECRET))
        stored[place % len(stored)] ^= bits

        with pytest.raises(BadEntry):
            unpack(bytes(stored), "permission:1", SECRET)

    def test_an_entry_is_good_under_its_own_name_and_secret_alone(self) -> None:
        stored = pack(Entry(b"rank 0"), "permission:1", SECRET)

        for name, secret in (("permission:2", SECRET), ("permission:1", b"another")):
            with pytest.raises(BadEntry):
                unpack(stored, name, secret)

    def test_a_generation_is_a_short_word(self) -> None:
        with pytest.raises(ValueError, match="short word"):
            pack(Entry(b"", b"x" * 256), "roster:1", SECRET)


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
