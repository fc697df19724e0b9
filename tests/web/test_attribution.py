"""P5: every page says whose data it shows and that nobody endorses this; so does every file from one."""

import pytest
from flask import Flask

from tests.architecture import routes, seeds
from tests.architecture.sources import ROOT
from tests.rights.cast import assemble
from tests.web.test_downloads_formulas import FILES, told
from webapp.imports import views as imports
from webapp.web.downloads import SOURCE
from webapp.web.session_cookie import NAME
from webapp.words import ATTRIBUTION

SHOWN = 200
WHOLE_PAGE = "<!doctype html"
OTHERS = {"imports.report_file": imports.SOURCE}
"""Files of which no row is Blizzard's data, and whose it is."""
SAID = " ".join(ATTRIBUTION.split())


def plain(text: str) -> str:
    return " ".join(text.split())


def says_whose(page: str) -> bool:
    """Say whether the foot of a page has both sentences."""
    foot = plain(page.partition('<footer class="foot">')[2])
    return all(f"{one}." in foot for one in SAID.removesuffix(".").split(". "))


class TestPages:
    def test_every_whole_page_says_it(self, app: Flask) -> None:
        with app.app_context():
            seeds.seed()
        browser = app.test_client()
        browser.set_cookie(NAME, seeds.COOKIE)
        pages = {}
        for rule in routes.pages(app):
            if "GET" in routes.methods_of(rule):
                with browser.get(seeds.address(rule)) as answer:
                    text = (
                        answer.get_data(as_text=True)
                        if answer.mimetype == "text/html" and answer.status_code == SHOWN
                        else ""
                    )
                if text.lstrip().lower().startswith(WHOLE_PAGE):
                    pages[rule.rule] = says_whose(text)

        assert len(pages) > 20
        assert [address for address, says in pages.items() if not says] == []

    @pytest.mark.parametrize("address", ["/nope", "/guilds/eu/a/b/"])
    def test_so_do_pages_about_trouble(self, app: Flask, address: str) -> None:
        assert says_whose(app.test_client().get(address).text)


class TestFiles:
    def test_every_row_of_every_file_says_it(self, app: Flask) -> None:
        browser = assemble(app).browser("Thrall")

        for endpoint, (address, _) in FILES.items():
            answer = browser.get(address)
            if answer.mimetype == "text/csv":
                head, *rows = told(answer.text)
                whose = OTHERS.get(endpoint, ATTRIBUTION)
                assert (head[-1], {row[-1] for row in rows} <= {whose}) == (SOURCE, True), endpoint

    def test_so_does_what_people_and_programs_get_as_json(self, app: Flask) -> None:
        browser = assemble(app).browser("Jaina")

        assert ATTRIBUTION in browser.get("/me/data/export.json").text
        assert ATTRIBUTION in plain(browser.get("/api/openapi.json").get_json()["info"]["description"])


def test_operators_are_told_that_a_person_reads_the_terms_before_a_release() -> None:
    text = plain((ROOT / "docs/operations.md").read_text(encoding="utf-8"))

    assert "a person reads the current terms of use" in text
