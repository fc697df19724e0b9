"""A roster as a file: the rows and columns of the view, and nothing that its reader may not see."""

import csv
import io
from typing import Any

import pytest
from flask import Flask

from tests.support.deciding import decide
from tests.support.roll import PAGE, add_guild, add_member
from tests.support.signed_in import Person, browser_of, enlisted
from webapp.permissions.policy import Tool

FILE = f"{PAGE}csv"


@pytest.fixture
def guild(app: Flask) -> int:
    """Give a guild with two members beside those who are enlisted."""
    with app.app_context():
        guild_id = add_guild()
        facts: dict[str, Any] = {"class_id": 7, "spec_id": 264, "level": 90}
        add_member(
            guild_id, "Thrall", equipped_item_level=700, mythic_rating=2345.6, problem_count=2, **facts
        )
        add_member(guild_id, "O'Neil", rank=9)
        return guild_id


def rows(app: Flask, person: Person, query: str = "") -> list[dict[str, str]]:
    answer = browser_of(app, person).get(FILE + query)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


class TestExport:
    def test_it_holds_the_rows_of_the_view_with_plain_values(self, app: Flask, guild: int) -> None:
        officer = enlisted(app, guild, "Jaina", rank=1)

        found = rows(app, officer, "?sort=name&page=3")
        kept = rows(app, officer, "?q=ilvl%3E%3D700")

        assert [row["Name"] for row in found] == ["Jaina", "O'Neil", "Thrall"]
        assert [row["Name"] for row in kept] == ["Thrall"]
        told = {name: kept[0][name] for name in ("Class", "Spec", "Item level", "M+ rating", "Audit", "Log")}
        assert told == {
            "Class": "Shaman",
            "Spec": "Restoration",
            "Item level": "700",
            "M+ rating": "2346",
            "Audit": "2",
            "Log": "",
        }
        assert found[0]["As of"].endswith("+00:00")

    def test_what_is_closed_is_no_column_and_no_way_to_sort(self, app: Flask, guild: int) -> None:
        officer = enlisted(app, guild, "Jaina", rank=1)
        decide(app, guild, Tool.GEAR_AUDIT, min_rank=0)

        assert not {"Audit", "Tier", "Vault"} & set(rows(app, officer)[0])
        assert browser_of(app, officer).get(f"{FILE}?sort=audit").status_code == 400

    def test_a_query_that_cannot_be_read_gives_no_file(self, app: Flask, guild: int) -> None:
        answer = browser_of(app, enlisted(app, guild, "Jaina", rank=1)).get(f"{FILE}?q=ilvl%3E%3E")

        assert (answer.status_code, answer.mimetype) == (400, "text/html")

    def test_the_page_leads_there_for_those_who_may_take_it_away(self, app: Flask, guild: int) -> None:
        officer, raider = (enlisted(app, guild, name, rank=rank) for name, rank in (("Jaina", 1), ("Vol", 5)))

        assert f'href="{FILE}?sort=name"' in browser_of(app, officer).get(f"{PAGE}?sort=name").text
        assert FILE not in browser_of(app, raider).get(PAGE).text
        assert browser_of(app, raider).get(FILE).status_code == 403

    def test_who_may_not_look_at_the_roster_takes_none_away(self, app: Flask, guild: int) -> None:
        officer = enlisted(app, guild, "Jaina", rank=1)
        decide(app, guild, Tool.ROSTER, min_rank=0)

        assert browser_of(app, officer).get(FILE).status_code == 404
