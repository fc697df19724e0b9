"""Addresses that the roster's templates print."""

from dataclasses import replace

import pytest
from flask import Flask
from markupsafe import escape

from tests.support.roll import NOON, PAGE, lantern_watch, tracked
from webapp.permissions.policy import ALL_TOOLS
from webapp.roster.filters import RosterFilter
from webapp.roster.page import AnyViewStrip, StripPage, in_view
from webapp.roster.queries import strip_page


@pytest.fixture
def plain(app: Flask) -> StripPage:
    tracked(app)
    with app.test_request_context():
        return strip_page(lantern_watch(), RosterFilter(), tools=ALL_TOOLS, now=NOON)


class TestAddresses:
    def test_the_plain_page_has_the_plain_address(self, plain: StripPage) -> None:
        assert (plain.url, plain.refresh_url) == (PAGE, PAGE + "refresh")
        assert plain.strip_url == PAGE + "_strip?version=0"

    def test_a_view_is_kept_in_every_address(self, plain: StripPage) -> None:
        page = replace(plain, view=RosterFilter(text="a b"))

        assert page.url == PAGE + "?q=a+b"
        assert page.strip_url == PAGE + "_strip?q=a+b&version=0"
        assert page.refresh_url == PAGE + "refresh?q=a+b"

    def test_a_strip_at_rest_names_the_run_that_it_knows_of(self, plain: StripPage) -> None:
        later = replace(plain, guild=replace(plain.guild, newest_run_at=NOON))

        assert plain.watch_url == PAGE + "_strip?version=0&run=none"
        assert later.watch_url == PAGE + f"_strip?version=0&run={NOON.timestamp():.6f}"


class TestAnyView:
    @pytest.mark.parametrize("view", [RosterFilter(), RosterFilter(text='a & "b"', page=2)])
    def test_a_strip_for_all_views_becomes_that_of_each(self, plain: StripPage, view: RosterFilter) -> None:
        own = replace(plain, view=view)
        for_all = AnyViewStrip(guild=plain.guild, view=plain.view, strip=plain.strip)

        for name in ("url", "refresh_url", "strip_url", "watch_url"):
            printed = f'"{escape(getattr(for_all, name))}"'
            assert in_view(printed, view) == f'"{escape(getattr(own, name))}"'
