"""Each table has a file of its own."""

from tests.support.roll import NOON
from webapp.compare.page import ComparePage, Table


def test_a_file_asks_for_whom_its_table_compares() -> None:
    page = ComparePage(
        at=NOON, tables=(), character_fields=["eu/a/é", ""], guild_fields=["eu/a/g", ""], problems=()
    )

    found = [page.export_url(Table(key, key, (), ())) for key in ("characters", "guilds")]

    assert found == [
        "/compare/csv?of=characters&c=eu%2Fa%2F%C3%A9",
        "/compare/csv?of=guilds&g=eu%2Fa%2Fg",
    ]
