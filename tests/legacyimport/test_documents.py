"""JSON of files passes a door that refuses what cannot be stored."""

import pytest

from webapp.legacyimport.documents import LARGEST_FILE, Unreadable, read_json

REFUSED = {
    b'{"a": NaN}': "number of JSON",
    b'{"a": 1e999}': "too large",
    b'{"a": 1, "a": 2}': "twice",
    b'{"a": "\\u0000"}': "NUL",
    b'{"a": "\\ud800"}': "surrogate",
    b'{"a": ' + b"9" * 5000 + b"}": "too many digits",
    b"[" * 100_000: "nested",
    b'{"a": ' + b"[" * 70 + b"]" * 70 + b"}": "nested",
    b"[]": "no object",
    b"\xff": "UTF-8",
    b"{": "line 1",
    b" " * (LARGEST_FILE + 1): "larger than 5 MB",
    b'{"a": [' + b"1," * 200_000 + b"1]}": "more than 200,000",
}


class TestReadJson:
    @pytest.mark.parametrize("raw", REFUSED, ids=list(REFUSED.values()))
    def test_what_cannot_be_kept_is_refused_with_a_sentence(self, raw: bytes) -> None:
        with pytest.raises(Unreadable, match=REFUSED[raw]):
            read_json(raw)

    def test_a_byte_order_mark_and_large_numbers_are_taken(self) -> None:
        assert read_json(b'\xef\xbb\xbf{"a": 1180591620717411303424}') == {"a": 2**70}
