"""A comparison as a file: what the table shows, and no formula in it."""

import csv
import io

from flask import Flask

from tests.characters.rows import raider
from tests.support.roll import NOON, add_member
from tests.support.signed_in import browser_of, enlisted
from webapp.compare.export import cells_of, head_of
from webapp.compare.page import Cell, Column, Group, Row, Table
from webapp.lib.csv_text import csv_text

FILE = "/compare/csv?c=eu/argent-dawn/Nildank&c=eu/argent-dawn/Broll"


def test_a_row_says_what_the_table_shows_and_an_age_is_a_moment() -> None:
    cells = [Cell(text="318 Helm", note="epic"), Cell(text="=1+1"), Cell(text="", at=NOON)]
    columns = [Column(name=f"N{one}", path="/", line="Mage") for one in range(3)]
    table = Table("characters", "Characters", columns, [Group("Gear", [Row("Head", cells)])])

    rows = cells_of(table, NOON)

    assert head_of(table) == ["Part", "What", "N0 (Mage)", "N1 (Mage)", "N2 (Mage)", "As of"]
    assert rows == [["Gear", "Head", "318 Helm (epic)", "=1+1", NOON, NOON]]
    assert "'=1+1" in csv_text(head_of(table), rows)


def test_it_shows_whoever_the_page_shows_and_to_others_nobody(app: Flask) -> None:
    raider(app, equipped_item_level=312)
    with app.app_context():
        add_member(1, "Broll", class_id=11, equipped_item_level=308)
    member = browser_of(app, enlisted(app, 1, "Jaina", rank=4))

    found = list(csv.DictReader(io.StringIO(member.get(FILE).text.removeprefix("\ufeff"))))

    assert [len(row) for row in found] == [6] * len(found)
    assert found
    assert FILE.replace("?c", "?of=characters&amp;c").replace("&c", "&amp;c") in member.get(
        FILE.replace("csv", "")
    ).text.replace("%2F", "/")
    assert [app.test_client().get(FILE).status_code, member.get("/compare/csv").status_code] == [404, 200]
