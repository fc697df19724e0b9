"""The text of a setting becomes what it stands for, or is refused with what would be right."""

from collections.abc import Callable

import pytest

from webapp.lib.setting_values import (
    hosts,
    keys,
    numbers,
    one_of,
    site,
    starting_with,
    text,
    web_address,
    whole,
)


class TestGoodValues:
    @pytest.mark.parametrize(
        ("read", "given", "value"),
        [
            (text, " as it is ", " as it is "),
            (one_of("a", "b"), "b", "b"),
            (whole(1, 9), "9", 9),
            (web_address, "https://{region}.api.example/x/", "https://{region}.api.example/x"),
            (web_address, "http://127.0.0.1:9/", "http://127.0.0.1:9"),
            (site, "https://muster.example/", "https://muster.example"),
            (site, "http://localhost:8000", "http://localhost:8000"),
            (hosts, "Muster.Example, guild.example:8443,", ("muster.example", "guild.example:8443")),
            (keys, " one  two ", ("one", "two")),
            (numbers, "7, 9223372036854775807,7,", frozenset({7, 2**63 - 1})),
            (starting_with("redis://", "unix://"), "unix://x", "unix://x"),
        ],
    )
    def test_is_read(self, read: Callable[[str], object], given: str, value: object) -> None:
        assert read(given) == value


class TestBadValues:
    @pytest.mark.parametrize(
        ("read", "given"),
        [
            (one_of("a"), "b"),
            (whole(1, 9), "10"),
            (whole(1, 9), "\u0663"),
            (web_address, "ftp://x"),
            (web_address, "http://example.org"),
            (web_address, "https://me@example.org"),
            (site, "https://muster.example/below"),
            (site, "https://muster.example/#x"),
            (site, "http://muster.example"),
            (hosts, "muster.example/path"),
            (hosts, "https://muster.example"),
            (hosts, "-x.example"),
            (numbers, "Jaina#1234"),
            (numbers, "0"),
            (numbers, "-7"),
            (numbers, str(2**63)),
            (starting_with("redis://"), "http://x"),
        ],
    )
    def test_is_refused_with_a_reason(self, read: Callable[[str], object], given: str) -> None:
        with pytest.raises(ValueError, match="must"):
            read(given)
