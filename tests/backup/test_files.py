"""Which files are backups, of what, and how old."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp.backup.files import (
    BEFORE_RESTORE,
    KEPT_AT_MOST,
    KEY_COLUMNS,
    OUR_TABLES,
    TABLES_SINCE,
    Kind,
    kind_of,
    name_of,
    outdated,
    refusal,
)

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NEWEST = "0040"
VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


class TestKindOf:
    @pytest.mark.parametrize(
        ("beginning", "kind"),
        [
            (b"SQLite format 3\0", Kind.SQLITE),
            (b"PGDMP\x01\x0e\0", Kind.POSTGRESQL),
            (b"SQLite format 2\0", None),
            (b"-- PostgreSQL da", None),
            (b"", None),
        ],
    )
    def test_the_first_bytes_say_it(self, beginning: bytes, kind: Kind | None) -> None:
        assert kind_of(beginning) is kind


class TestOutdated:
    def test_only_our_own_that_are_older_are_named_and_broken_off_ones_too(self) -> None:
        old, new = name_of(Kind.SQLITE, NOON - 8 * DAY), name_of(Kind.POSTGRESQL, NOON - 6 * DAY)
        others = ["muster.db", f"my-{old}", f"{old}.gz", "muster-20200101.sqlite"]

        found = outdated([new, old, f"{old}.part", *others], NOON, 7 * DAY)

        assert found == [old, f"{old}.part"]

    def test_those_from_before_a_restore_go_too(self) -> None:
        name = name_of(Kind.SQLITE, NOON - 8 * DAY, BEFORE_RESTORE)

        assert outdated([name], NOON, 7 * DAY) == [name]

    def test_none_can_be_kept_for_as_long_as_data_of_players_may_be(self) -> None:
        assert timedelta(days=30) > KEPT_AT_MOST


def tables_at(revision: str) -> dict[str, frozenset[str]]:
    """Return the tables of a revision, with the columns that are looked for."""
    names = set(OUR_TABLES)
    for since, brought in TABLES_SINCE.items():
        names |= set(brought.split()) if since <= revision else set()
    return {name: KEY_COLUMNS.get(name, frozenset()) for name in names}


class TestRefusal:
    @pytest.mark.parametrize("revision", ["0001", "0039", NEWEST])
    def test_a_revision_that_we_know_is_taken(self, revision: str) -> None:
        assert refusal({**tables_at(revision), "more": frozenset()}, revision, NEWEST) == ""

    def test_a_newer_one_is_named(self) -> None:
        assert "made by a newer Muster (revision 0041, this program knows 0040)" in refusal(
            tables_at("0001"), "0041", NEWEST
        )

    @pytest.mark.parametrize(
        ("tables", "revision"),
        [
            (tables_at(NEWEST), "5f3a9c0d1e2b"),
            (tables_at(NEWEST), ""),
            ({"alembic_version": frozenset(), "posts": frozenset()}, "0001"),
            ({**tables_at("0001"), "users": frozenset({"id", "name"})}, "0001"),
            ({**tables_at("0001"), "users": frozenset({"id", "name"})}, "0041"),
            (tables_at("0001"), "0003"),
            ({**tables_at(NEWEST), "characters": frozenset({"id", "name"})}, NEWEST),
            ({}, ""),
        ],
    )
    def test_anything_else_is_not(self, tables: dict[str, frozenset[str]], revision: str) -> None:
        assert refusal(tables, revision, NEWEST) == "it is no backup of Muster"


class TestTablesSince:
    def test_each_was_brought_by_the_revision_that_is_named(self) -> None:
        for revision, names in TABLES_SINCE.items():
            (migration,) = VERSIONS.glob(f"{revision}_*.py")
            assert all(f'"{name}"' in migration.read_text() for name in names.split())
