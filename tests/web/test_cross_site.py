"""A form of another site is refused, whatever token it brings."""

import pytest

from webapp.web.cross_site import is_from_elsewhere

OURS = frozenset({"muster.example", "localhost:8000"})


class TestIsFromElsewhere:
    @pytest.mark.parametrize("site", ["cross-site", "same-site", "", "nonsense"])
    @pytest.mark.parametrize("origin", [None, "null", "https://muster.example"])
    def test_what_browsers_call_another_site_is(self, site: str, origin: str | None) -> None:
        assert is_from_elsewhere(site, origin, OURS)

    @pytest.mark.parametrize("site", [None, "same-origin", "none"])
    @pytest.mark.parametrize(
        "origin",
        [
            "https://evil.example",
            "https://muster.example.evil.example",
            "https://muster.example@evil.example",
            "https://muster.example:444",
            "file://muster.example",
            "http://[",
            "",
        ],
    )
    def test_another_origin_is_whatever_else_is_said(self, site: str | None, origin: str) -> None:
        assert is_from_elsewhere(site, origin, OURS)

    @pytest.mark.parametrize("site", [None, "same-origin", "none"])
    @pytest.mark.parametrize("origin", [None, "https://muster.example", "http://LOCALHOST:8000"])
    def test_our_own_pages_are_not(self, site: str | None, origin: str | None) -> None:
        assert not is_from_elsewhere(site, origin, OURS)

    def test_a_page_of_ours_without_referrer_is_known_by_what_the_browser_says(self) -> None:
        assert not is_from_elsewhere("same-origin", "null", OURS)
        assert is_from_elsewhere(None, "null", OURS)
