"""Two spellings of one origin are one; what a URL asks for stays as it was written."""

import pytest

from webapp.lib.origins import AllowedOrigins, origin_of, split_url


class TestOriginOf:
    def test_the_default_port_is_part_of_an_origin(self) -> None:
        assert origin_of("https://EU.api.blizzard.com/x") == origin_of("https://eu.api.blizzard.com:443")

    @pytest.mark.parametrize("url", ["https://somebody@example.org/", "https://example.org:x/", "/a", ""])
    def test_what_has_no_plain_host_has_no_origin(self, url: str) -> None:
        assert origin_of(url) == ""


class TestSplitUrl:
    @pytest.mark.parametrize(
        ("url", "target"),
        [
            ("http://example.org", "/"),
            ("http://example.org?a=1", "/?a=1"),
            ("http://example.org/a%2Fb/%C3%A9?c=d%20e&f=#g", "/a%2Fb/%C3%A9?c=d%20e&f="),
        ],
    )
    def test_it_keeps_path_and_query_as_they_were_written(self, url: str, target: str) -> None:
        assert split_url(url) == ("http://example.org:80", target)

    def test_what_is_no_url_is_refused(self) -> None:
        with pytest.raises(ValueError, match="IPv6"):
            split_url("http://[::1/")


class TestAllowedOrigins:
    ALLOWED = AllowedOrigins({"https://eu.api.blizzard.com", "http://127.0.0.1:8080/token"})

    @pytest.mark.parametrize(
        ("url", "asked"),
        [
            ("https://eu.api.blizzard.com/a?b=c", ("https://eu.api.blizzard.com:443", "/a?b=c")),
            ("https://EU.api.blizzard.com:443/a", ("https://eu.api.blizzard.com:443", "/a")),
            ("http://127.0.0.1:8080/token", ("http://127.0.0.1:8080", "/token")),
        ],
    )
    def test_they_are_known_however_they_are_written(self, url: str, asked: tuple[str, str]) -> None:
        assert self.ALLOWED.split(url) == asked

    @pytest.mark.parametrize(
        "url",
        ["https://eu.api.blizzard.com.evil.example/", "https://eu.api.blizzard.com@evil.example/", "/a"],
    )
    def test_any_other_is_refused(self, url: str) -> None:
        with pytest.raises(ValueError, match="allow-list"):
            self.ALLOWED.split(url)
