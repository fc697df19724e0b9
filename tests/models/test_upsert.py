"""Writes of many rows that both databases share."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Realm
from webapp.models.upsert import ROWS_A_STATEMENT, chunks, insert_missing, upsert

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
KEYS = ("region", "bnet_realm_id")


def row(number: int, name: str) -> dict[str, object]:
    slug = f"realm-{number}"
    return {"region": "eu", "bnet_realm_id": number, "slug": slug, "name": name, "name_key": name}


def names() -> list[str]:
    return list(db.session.scalars(select(Realm.name).order_by(Realm.bnet_realm_id)))


class TestUpsert:
    def test_more_rows_than_a_statement_holds_are_all_written(self, app_on: Flask) -> None:
        count = 2 * ROWS_A_STATEMENT + 1
        rows = [row(number, "new") for number in range(count)]

        with app_on.app_context(), transaction() as session:
            upsert(session, Realm, rows, keys=KEYS, columns=("name",), now=NOW)

            assert names() == ["new"] * count

    def test_only_the_named_columns_are_changed(self, app_on: Flask) -> None:
        with app_on.app_context(), transaction() as session:
            upsert(session, Realm, [row(1, "old")], keys=KEYS, columns=("name",), now=NOW)
            upsert(session, Realm, [row(1, "new")], keys=KEYS, columns=("name",), now=LATER)

            stored = session.execute(select(Realm.name, Realm.name_key, Realm.updated_at)).one()

        assert tuple(stored) == ("new", "old", LATER)

    def test_the_first_of_what_is_to_be_remembered_stays_until_a_null_empties_it(self, app_on: Flask) -> None:
        found = []

        with app_on.app_context(), transaction() as session:
            for number in (7, 8, None, 9):
                one = row(1, "x") | {"connected_realm_id": number}
                upsert(
                    session,
                    Realm,
                    [one],
                    keys=KEYS,
                    columns=("name",),
                    first=("connected_realm_id",),
                    now=NOW,
                )
                found.append(session.scalar(select(Realm.connected_realm_id)))

        assert found == [7, 7, None, 9]

    def test_the_first_stays_only_while_what_it_belongs_to_does(self, app_on: Flask) -> None:
        found = []

        with app_on.app_context(), transaction() as session:
            for number, name in ((7, "x"), (8, "x"), (9, "y"), (10, "y")):
                one = row(1, name) | {"connected_realm_id": number}
                kept = {"first": ("connected_realm_id",), "alike": ("name",)}
                upsert(session, Realm, [one], keys=KEYS, columns=("name",), **kept, now=NOW)
                found.append(session.scalar(select(Realm.connected_realm_id)))

        assert found == [7, 7, 9, 9]

    def test_nothing_overwrites_what_is_to_be_kept(self, app_on: Flask) -> None:
        known, unknown = (
            row(1, "old") | {"connected_realm_id": 7},
            row(1, "new") | {"connected_realm_id": None},
        )

        with app_on.app_context(), transaction() as session:
            for one in (known, unknown):
                upsert(
                    session,
                    Realm,
                    [one],
                    keys=KEYS,
                    columns=("name",),
                    keep=("connected_realm_id",),
                    now=NOW,
                )

            assert session.execute(select(Realm.name, Realm.connected_realm_id)).one() == ("new", 7)

    def test_what_exists_is_left_alone_by_insert_missing(self, app_on: Flask) -> None:
        with app_on.app_context(), transaction() as session:
            insert_missing(session, Realm, [row(1, "first")], keys=KEYS, now=NOW)
            insert_missing(session, Realm, [row(1, "second"), row(2, "second")], keys=KEYS, now=NOW)

            assert names() == ["first", "second"]


class TestChunks:
    def test_rows_are_cut_without_loss(self) -> None:
        assert list(chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]

    def test_no_rows_are_no_chunk(self) -> None:
        assert list(chunks([])) == []
