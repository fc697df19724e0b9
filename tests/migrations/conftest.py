"""Empty databases of both kinds, and a walk through every revision of each."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from psycopg import sql

from tests.migrations import rows
from tests.migrations.shape import Shape, shape_of
from webapp import database
from webapp.extensions import db, migrate

MIGRATIONS = Path(__file__).parents[2] / "migrations"
REVISIONS = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
Look = tuple[Shape, rows.Rows]
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@dataclass(frozen=True, slots=True)
class Step:
    """One revision on the walk: what the tables and rows were before, and after up, down and up again."""

    shapes: tuple[Shape, Shape, Shape, Shape]
    rows: tuple[rows.Rows, rows.Rows, rows.Rows, rows.Rows]


def bare_app(url: str) -> Flask:
    """Make an app that can do nothing but migrate."""
    app = Flask("migrations")
    database.init_app(app, url)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    return app


def empty_database(request: pytest.FixtureRequest, folder: Path, *, kind: str) -> Iterator[str]:
    """Give the address of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'empty.db'}"
        return
    server, name = request.getfixturevalue("postgresql_url"), f"muster_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give an empty database of each kind in turn."""
    yield from empty_database(request, tmp_path, kind=request.param)


@pytest.fixture(scope="session", params=KINDS)
def walk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Step]]:
    """Take every revision up, down and up again, each with rows in all tables that there are."""
    for url in empty_database(request, tmp_path_factory.mktemp("walk"), kind=request.param):
        with bare_app(url).app_context():
            steps = _walk()
            db.engine.dispose()
        yield steps


def _walk() -> dict[str, Step]:
    steps: dict[str, Step] = {}
    look = _look()
    for revision in REVISIONS:
        looks = [look, *(move(revision, look) for move in (_up, _down, _up))]
        look = looks[-1]
        shapes, contents = zip(*looks, strict=True)
        steps[revision] = Step(shapes, contents)
    return steps


def _up(revision: str, before: Look) -> Look:
    upgrade(revision=revision)
    with db.engine.begin() as connection:
        now = shape_of(connection)
        rows.insert(connection, rows.tables_named(connection, set(now) - set(before[0])))
        added = {
            name: columns
            for name, was in before[0].items()
            if (columns := set(now[name]["columns"]) - set(was["columns"]))
        }
        for table in rows.tables_named(connection, set(added)):
            rows.fill(connection, table, added[table.name])
        return now, rows.read(connection)


def _down(_revision: str, _before: Look) -> Look:
    downgrade(revision="-1")
    return _look()


def _look() -> Look:
    with db.engine.connect() as connection:
        return shape_of(connection), rows.read(connection)
