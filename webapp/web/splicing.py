"""Put a gzip stream together from parts that were compressed long ago and parts that are new. Pure.

A part is kept as raw deflate that ends in a full flush: in whole bytes, and nothing after it refers back into
it. So such parts may stand anywhere in one stream (RFC 1951, RFC 1952). Browsers do not read several gzip
members one after the other, and to compress a large page takes a hundred times as long as to put it together.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

RAW = -zlib.MAX_WBITS
KEPT_LEVEL, FRESH_LEVEL = 6, 1
"""What is kept is compressed once and sent often; what is fresh is sent once."""
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"
"""An empty last block."""
NOT_WORTH_COMPRESSING = 256
"""Bytes up to which a fresh part is stored as it is: to make a compressor costs more than it saves."""
_POLYNOMIAL = 0xEDB88320
_HIGHEST = 1 << 31
_FOUR_GIGABYTES = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a page, compressed; ``shift`` is what their length does to the checksum of what precedes."""

    deflated: bytes
    length: int
    checksum: int
    shift: int
    tag: str
    """A short name for exactly these bytes."""

    def plain(self) -> bytes:
        """Return the bytes as they were."""
        return zlib.decompressobj(RAW).decompress(self.deflated)


Part = Piece | bytes
"""Something that was compressed long ago, or is new."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The pieces that belong to one entry of the cache, by name, and a word that is told with them."""

    pieces: Mapping[str, Piece]
    word: str = ""


def piece_of(content: bytes) -> Piece:
    """Compress a part of a page so that it can be kept."""
    deflating = zlib.compressobj(KEPT_LEVEL, zlib.DEFLATED, RAW)
    deflated = deflating.compress(content) + deflating.flush(zlib.Z_FULL_FLUSH)
    tag = hashlib.sha256(content).hexdigest()[:24]
    return Piece(deflated, len(content), zlib.crc32(content), shift_of(len(content)), tag)


def gzipped(parts: Sequence[Part]) -> bytes:
    """Return one gzip stream of all parts; the fresh ones are compressed, the kept ones only copied."""
    stream, checksum, length = [_HEAD], 0, 0
    for part in parts:
        if isinstance(part, Piece):
            stream.append(part.deflated)
            checksum = joined(checksum, part.checksum, part.shift)
            length += part.length
        else:
            stream.append(_deflated(part))
            checksum = zlib.crc32(part, checksum)
            length += len(part)
    stream.append(_END)
    stream.append(checksum.to_bytes(4, "little") + (length & _FOUR_GIGABYTES).to_bytes(4, "little"))
    return b"".join(stream)


def as_one(parts: Sequence[Part]) -> Piece:
    """Return parts in a row as one that is kept, compressing none a second time; it has no short name."""
    pieces = [piece_of(part) if isinstance(part, bytes) else part for part in parts]
    checksum, length = 0, sum(piece.length for piece in pieces)
    for piece in pieces:
        checksum = joined(checksum, piece.checksum, piece.shift)
    return Piece(b"".join(piece.deflated for piece in pieces), length, checksum, shift_of(length), tag="")


def _deflated(part: bytes) -> bytes:
    """Return a fresh part as whole blocks; a stored one is its length, that turned round, and the bytes."""
    size = len(part)
    if size <= NOT_WORTH_COMPRESSING:
        return b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + part
    deflating = zlib.compressobj(FRESH_LEVEL, zlib.DEFLATED, RAW)
    return deflating.compress(part) + deflating.flush(zlib.Z_FULL_FLUSH)


def plain(parts: Sequence[Part]) -> bytes:
    """Return all parts as they were, for who reads no gzip."""
    return b"".join(part.plain() if isinstance(part, Piece) else part for part in parts)


def dump_bundle(bundle: Bundle) -> bytes:
    """Return a bundle as it is kept: a line of JSON, then the pieces one after the other."""
    facts = [
        [name, len(one.deflated), one.length, one.checksum, one.tag] for name, one in bundle.pieces.items()
    ]
    return b"".join(
        (json.dumps([bundle.word, facts]).encode(), b"\n", *(one.deflated for one in bundle.pieces.values()))
    )


def load_bundle(stored: bytes) -> Bundle:
    """Return a bundle that was kept."""
    head, _, rest = stored.partition(b"\n")
    word, facts = json.loads(head)
    pieces, start = {}, 0
    for name, size, length, checksum, tag in facts:
        pieces[name] = Piece(rest[start : start + size], length, checksum, shift_of(length), tag)
        start += size
    return Bundle(pieces, word)


@lru_cache(maxsize=4096)
def joined(first: int, second: int, shift: int) -> int:
    """Return the CRC-32 of two parts in a row from theirs and the second's shift (zlib's crc32_combine)."""
    return _product(shift, first) ^ second


def shift_of(length: int) -> int:
    """Return what so many bytes do to the checksum before them: x to the power of their bits."""
    shift, power = _HIGHEST, 3
    while length:
        if length & 1:
            shift = _product(_power(power & 31), shift)
        length >>= 1
        power += 1
    return shift


@cache
def _power(exponent: int) -> int:
    """Return x to the power of two to the exponent, modulo the polynomial."""
    if exponent == 0:
        return _HIGHEST >> 1
    half = _power(exponent - 1)
    return _product(half, half)


def _product(first: int, second: int) -> int:
    """Multiply two polynomials over one bit modulo that of CRC-32, as zlib does."""
    product, bit = 0, _HIGHEST
    while bit:
        if first & bit:
            product ^= second
        second = second >> 1 ^ _POLYNOMIAL if second & 1 else second >> 1
        bit >>= 1
    return product
