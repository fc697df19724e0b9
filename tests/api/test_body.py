"""Bodies that break programs later are refused at the door, with the place that is wrong."""

import time
import tracemalloc

import pytest

from webapp.api.body import DEEPEST, LARGEST_BODY, MOST_NODES, BadBody, is_json_in_utf8, read_body

NESTED = DEEPEST + 1


def refusal(body: bytes) -> BadBody:
    with pytest.raises(BadBody) as caught:
        read_body(body)
    return caught.value


class TestContentType:
    @pytest.mark.parametrize(
        "header",
        [
            "application/json",
            "Application/JSON;charset=UTF-8",
            'application/json ; charset="utf8" ',
            "application/json; profile=card; charset=utf-8;",
        ],
    )
    def test_json_in_utf8_is_taken(self, header: str) -> None:
        assert is_json_in_utf8(header)

    @pytest.mark.parametrize(
        "header",
        [
            "",
            "text/plain",
            "application/jsonx",
            "application/json; charset=latin-1",
            "application/json; charset=ÿ",
            "application/json; charset=",
            "application/json; charset",
            "application/json; charset=utf-8; charset=latin-1",
            "application/json; profile=a;charset=utf-16",
            "application/json, text/plain",
        ],
    )
    def test_no_other_charset_and_none_that_cannot_be_read(self, header: str) -> None:
        assert not is_json_in_utf8(header)

    def test_a_header_that_goes_on_and_on_is_refused_at_once(self) -> None:
        assert not is_json_in_utf8("application/json" + "; \t" * 50_000 + "ÿ")


class TestReadBody:
    @pytest.mark.parametrize(
        ("body", "value"),
        [
            (b'{"a": [1, 2.5, "x", true, null]}', {"a": [1, 2.5, "x", True, None]}),
            ('{"name": "Громмаш 아서스"}'.encode(), {"name": "Громмаш 아서스"}),
            (b'{"dragon": "\\ud83d\\udc09"}', {"dragon": "🐉"}),
            (b"[9223372036854775807, -9223372036854775808]", [2**63 - 1, -(2**63)]),
            (b'{"text": "[[[[ {{{{ \\" ]]]]"}', {"text": '[[[[ {{{{ " ]]]]'}),
            (b"[" * DEEPEST + b"]" * DEEPEST, None),
            (b"[[],[]]" * 1, [[], []]),
        ],
    )
    def test_good_json_is_read(self, body: bytes, value: object) -> None:
        assert value is None or read_body(body) == value
        assert read_body(body) is not None

    @pytest.mark.parametrize(
        "body",
        [
            b"[" * 100_000,
            b'{"a":' * 80_000,
            b"[" * NESTED + b"]" * NESTED,
            b'[{"a":' * (NESTED // 2) + b"[[]]" + b"}]" * (NESTED // 2),
        ],
    )
    def test_what_is_too_deep_is_refused_before_it_is_parsed(self, body: bytes) -> None:
        refused = refusal(body)

        assert refused.status == 400
        assert f"deeper than {DEEPEST}" in refused.detail

    @pytest.mark.parametrize(
        ("beginning", "pointer"),
        [
            (b'{"region": "EU", "playerCard": ', "/playerCard"),
            (b'{"a": ["x", {"b": 1}], "p/\\u0041": {"c": ', "/p~1A"),
            (b'["playerCard", ', ""),
            (b'{"bad\\x": ', ""),
            (b"{", ""),
        ],
    )
    def test_what_is_too_deep_is_named_by_its_outermost_member(self, beginning: bytes, pointer: str) -> None:
        assert refusal(beginning + b"[" * 100_000).pointer == pointer

    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"{} x", b"{'a': 1}", b'{"a": 01}', b'"\\ud8"', b"\xef\xbb\xbf{}", b'"\\x"', b'{"a" 1}'],
    )
    def test_what_is_no_json_is_refused_with_its_line_and_column(self, body: bytes) -> None:
        refused = refusal(body)

        assert (refused.status, "line 1, column" in refused.detail) == (400, True)

    @pytest.mark.parametrize("body", [b'{"a": "\xff"}', b"\x80", b'"\xed\xa0\x80"', b"\xff\xfe{\x00}\x00"])
    def test_what_is_no_utf_8_is_refused(self, body: bytes) -> None:
        refused = refusal(body)

        assert (refused.status, "UTF-8" in refused.detail) == (400, True)

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            (b'{"a": {"b": NaN}}', "/a/b"),
            (b'{"a": [0, -Infinity]}', "/a/1"),
            (b'{"a": 1e999}', "/a"),
            (b'{"a": 1180591620717411303424}', "/a"),
            (b'{"a": -9223372036854775809}', "/a"),
            (b'{"a": ' + b"9" * 5000 + b"}", "/a"),
            (b'{"a": {"b": 1, "c": 2, "b": 3}}', "/a/b"),
            (b'{"a": "\\ud800"}', "/a"),
            (b'{"a": ["x\\u0000"]}', "/a/0"),
            (b'{"a/b~c": "\\u0000"}', "/a~1b~0c"),
            (b'{"a\\u0000": 1}', "/a\ufffd"),
            (b"NaN", ""),
        ],
    )
    def test_a_value_that_cannot_be_kept_is_named(self, body: bytes, pointer: str) -> None:
        refused = refusal(body)

        assert (refused.status, refused.pointer) == (422, pointer)

    def test_a_body_that_is_too_large_is_refused(self) -> None:
        assert refusal(b" " * (LARGEST_BODY + 1)).status == 413

    def test_too_many_values_are_refused(self) -> None:
        assert refusal(b"[" + b"0," * MOST_NODES + b"0]").status == 422

    def test_too_many_values_are_refused_before_they_are_parsed(self) -> None:
        assert refusal(b"[" + b"0," * MOST_NODES + b"no JSON").status == 422

    def test_long_keys_on_the_way_to_many_values_take_no_room(self) -> None:
        levels, values = DEEPEST - 2, 10_000
        key = "\N{DRAGON}" * 80
        body = (f'{{"{key}":' * levels + "[" + "0," * values + "0]" + "}" * levels).encode()
        tracemalloc.start()

        read_body(body)

        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 20 * 1024 * 1024

    def test_many_keys_of_which_the_last_stands_twice_take_no_time(self) -> None:
        keys = [f'"{number:x}":0' for number in range(MOST_NODES - 2)]
        begun = time.process_time()

        refused = refusal(f"{{{','.join([*keys, keys[-1]])}}}".encode())

        assert refused.pointer == f"/{MOST_NODES - 3:x}"
        assert time.process_time() - begun < 2

    def test_a_text_of_quotes_and_backslashes_takes_no_time(self) -> None:
        assert refusal(b'"' + b'\\"' * 200_000).status == 400
