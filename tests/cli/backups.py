"""Backups of a database with a row in each table, made by the command."""

from pathlib import Path

from click.testing import Result
from flask import Flask

from tests.migrations import rows
from webapp.extensions import db


def run(app: Flask, *words: object) -> Result:
    """Run a command; like a process that has just started it has no connection yet."""
    with app.app_context():
        db.engine.dispose()
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def backed_up(app: Flask, folder: Path) -> Path:
    """Write a backup and return its file."""
    result = run(app, "backup", folder)
    assert result.exit_code == 0, result.output
    return max(folder.glob("muster-*"))


def content(app: Flask) -> rows.Rows:
    with app.app_context(), db.engine.connect() as connection:
        found = rows.read(connection)
    with app.app_context():
        db.engine.dispose()
    return found


def fill(app: Flask) -> rows.Rows:
    """Put a row into each table and return all of them."""
    with app.app_context(), db.engine.begin() as connection:
        rows.insert(connection, rows.tables_named(connection, set(rows.CHOSEN)))
    return content(app)


def empty(app: Flask) -> None:
    """Empty each table, as if by mistake."""
    with app.app_context(), db.engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
