"""What browsers are told of kept rosters: gzip, ETag, 304, and who may keep what."""

import gzip

import pytest
from flask import Flask

from tests.roster.conftest import TABLE, member, rename
from tests.support.deciding import open_to_visitors
from tests.support.roll import PAGE
from tests.support.signed_in import browser_of


class TestBrowserTier:
    def test_gzip_says_the_same_as_plain(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        zipped = browser.get(TABLE, headers={"Accept-Encoding": "gzip"})

        assert zipped.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.data).decode() == browser.get(TABLE).text

    def test_a_fragment_is_sent_once_until_it_is_new(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        tag = {"If-None-Match": browser.get(TABLE).headers["ETag"]}

        assert [browser.get(TABLE, headers=tag).status_code for _ in range(2)] == [304, 304]
        rename(app, "Jaina", "Sylvanas", is_new_version=True)
        assert browser.get(TABLE, headers=tag).status_code == 200

    def test_a_version_that_changed_nothing_in_it_is_still_the_same_fragment(
        self, app: Flask, guild_id: int
    ) -> None:
        browser = member(app, guild_id, "Arthas")
        tag = {"If-None-Match": browser.get(TABLE).headers["ETag"]}
        rename(app, "Nobody", "Nobody", is_new_version=True)

        assert browser.get(TABLE, headers=tag).status_code == 304

    def test_another_address_to_push_is_news(self, app: Flask, guild_id: int) -> None:
        browser = member(app, guild_id, "Arthas")
        first = browser.get(TABLE)
        here = {"HX-Current-URL": f"http://localhost{PAGE}", "If-None-Match": first.headers["ETag"]}

        again = browser.get(TABLE, headers=here)

        assert (again.status_code, again.headers["HX-Push-Url"]) == (200, "false")

    @pytest.mark.parametrize("path", [PAGE, TABLE])
    def test_no_cache_between_may_give_it_to_another(self, app: Flask, guild_id: int, path: str) -> None:
        headers = member(app, guild_id, "Arthas").get(path).headers
        vary = {word.strip() for word in headers["Vary"].split(",")}

        assert headers["Cache-Control"].startswith("private")
        assert {"Cookie", "HX-Request", "Accept-Encoding"} <= vary

    def test_a_page_of_somebody_is_kept_by_no_browser(self, app: Flask, guild_id: int) -> None:
        answer = member(app, guild_id, "Arthas").get(PAGE)

        assert (answer.headers["Cache-Control"], "ETag" in answer.headers) == ("private, no-store", False)

    def test_a_visitor_has_a_page_until_it_is_new(self, app: Flask, guild_id: int) -> None:
        open_to_visitors(app, guild_id)
        visitor = browser_of(app, None)
        visitor.get(PAGE)
        tag = {"If-None-Match": visitor.get(PAGE).headers["ETag"]}

        assert visitor.get(PAGE, headers=tag).status_code == 304
        assert browser_of(app, None).get(PAGE, headers=tag).status_code == 200  # with a token of their own
