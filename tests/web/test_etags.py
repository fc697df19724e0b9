"""A tag names one version; an If-None-Match header names any number of them."""

import pytest

from webapp.web.etags import entity_tag, is_known

ETAG = entity_tag((1, "a"))


class TestEntityTag:
    def test_it_is_quoted_and_the_same_for_the_same(self) -> None:
        assert entity_tag((1, "a")) == ETAG
        assert ETAG[0] == ETAG[-1] == '"'

    @pytest.mark.parametrize("facts", [(1, "b"), (2, "a"), ("1", "a"), (1, "a", None), ()])
    def test_it_differs_with_whatever_differs(self, facts: tuple[object, ...]) -> None:
        assert entity_tag(facts) != ETAG


class TestIsKnown:
    @pytest.mark.parametrize("header", [ETAG, f"W/{ETAG}", "*", f'"x", {ETAG}', f'"x",W/{ETAG} , "y"', " * "])
    def test_a_header_with_the_tag_knows_it(self, header: str) -> None:
        assert is_known(ETAG, header)

    @pytest.mark.parametrize("header", [None, "", '"x"', ETAG.strip('"'), "W/", ",", 'w/"x"', "**"])
    def test_any_other_does_not(self, header: str | None) -> None:
        assert not is_known(ETAG, header)
