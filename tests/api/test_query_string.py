"""Parameters are text, there once, and have a name."""

import pytest

from webapp.api.query_string import LONGEST_QUERY, LONGEST_VALUE, BadQuery, read_query


class TestReadQuery:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            (b"", {}),
            (b"a=1&b=Area%2052&c=Area+52", {"a": "1", "b": "Area 52", "c": "Area 52"}),
            (b"name=%D0%93%D1%80%D0%BE%D0%BC", {"name": "Гром"}),
            (b"a=b=c&empty=&bare", {"a": "b=c", "empty": "", "bare": ""}),
            (b"a=%zz", {"a": "%zz"}),
        ],
    )
    def test_parameters_are_read(self, query: bytes, found: dict[str, str]) -> None:
        assert read_query(query) == found

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            (b"a=1&a=1", "a"),
            (b"a=1&%61=2", "a"),
            (b"a=%00", "a"),
            (b"a=%ED%A0%80", "a"),
            (b"a=\xff", "a"),
            (b"a=%FF", "a"),
            (b"%00=a", ""),
            (b"=a", ""),
            (b"a=1&&b=2", ""),
            (b"a=" + b"x" * (LONGEST_VALUE + 1), "a"),
            (b"a=" + b"x" * LONGEST_QUERY, ""),
        ],
    )
    def test_what_is_odd_is_refused_and_named(self, query: bytes, field: str) -> None:
        with pytest.raises(BadQuery) as caught:
            read_query(query)

        assert caught.value.field == field
