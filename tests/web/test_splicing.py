"""Parts that were compressed apart are one gzip stream, whatever stands beside them."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.web.splicing import (
    Bundle,
    Piece,
    dump_bundle,
    gzipped,
    joined,
    load_bundle,
    piece_of,
    plain,
    shift_of,
)

TABLE = piece_of(b"<tr><td>Thrall</td></tr>" * 1000)
CONTENT = st.binary(max_size=300)


class TestGzipped:
    @given(st.lists(st.one_of(CONTENT, CONTENT.map(piece_of)), max_size=6))
    def test_any_row_of_parts_is_read_as_one(self, parts: list[bytes | Piece]) -> None:
        assert gzip.decompress(gzipped(parts)) == plain(parts)

    def test_a_large_piece_between_fresh_parts_is_only_copied(self) -> None:
        stream = gzipped([b"<html>", TABLE, b"</html>"])

        assert TABLE.deflated in stream
        assert gzip.decompress(stream) == b"<html>" + TABLE.plain() + b"</html>"

    def test_nothing_after_a_piece_refers_back_into_it(self) -> None:
        secret = b"csrf-token-of-somebody"

        alone, beside = gzipped([secret]), gzipped([piece_of(secret), secret])

        assert len(beside) - len(piece_of(secret).deflated) >= len(alone)

    def test_it_is_one_member_as_browsers_want_it(self) -> None:
        reading = zlib.decompressobj(16 + zlib.MAX_WBITS)
        reading.decompress(gzipped([b"<html>", TABLE, TABLE]))

        assert (reading.eof, reading.unused_data) == (True, b"")


class TestChecksum:
    @given(st.binary(max_size=500), st.binary(max_size=500))
    def test_two_checksums_make_that_of_both(self, first: bytes, second: bytes) -> None:
        shift = shift_of(len(second))

        assert joined(zlib.crc32(first), zlib.crc32(second), shift) == zlib.crc32(first + second)

    def test_a_long_part_is_no_exception(self) -> None:
        long = b"x" * 3_000_000

        assert joined(zlib.crc32(b"a"), zlib.crc32(long), shift_of(len(long))) == zlib.crc32(b"a" + long)


class TestBundle:
    @pytest.mark.parametrize(
        "pieces", [{}, {"table": TABLE}, {"filters": piece_of(b""), "table": TABLE, "é": piece_of(b"\n")}]
    )
    def test_what_is_kept_comes_back(self, pieces: dict[str, Piece]) -> None:
        bundle = Bundle(pieces, "sort=rating")

        assert load_bundle(dump_bundle(bundle)) == bundle

    def test_a_piece_is_named_by_its_bytes(self) -> None:
        assert piece_of(b"a").tag == piece_of(b"a").tag
        assert piece_of(b"a").tag != piece_of(b"b").tag
