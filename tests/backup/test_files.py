"""Which files are backups, of what, and how old."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.backup.files import (
    BEFORE_RESTORE,
    KEPT_AT_MOST,
    OUR_TABLES,
    Kind,
    kind_of,
    name_of,
    outdated,
    refusal,
)

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NEWEST = "0040"


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


class TestRefusal:
    @pytest.mark.parametrize("revision", ["0001", "0039", NEWEST])
    def test_a_revision_that_we_know_is_taken(self, revision: str) -> None:
        assert refusal(OUR_TABLES | {"guilds"}, revision, NEWEST) == ""

    @pytest.mark.parametrize(
        ("tables", "revision", "said"),
        [
            (OUR_TABLES, "0041", "made by a newer Muster (revision 0041, this program knows 0040)"),
            (OUR_TABLES, "5f3a9c0d1e2b", "no backup of Muster"),
            (OUR_TABLES, "", "no backup of Muster"),
            ({"alembic_version", "posts"}, "0001", "no backup of Muster"),
            (set(), "", "no backup of Muster"),
        ],
    )
    def test_anything_else_is_not(self, tables: set[str], revision: str, said: str) -> None:
        assert said in refusal(tables, revision, NEWEST)
