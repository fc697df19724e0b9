"""How Alembic reaches the database: alone, one transaction a revision, in words when it cannot."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from alembic import context
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection

import webapp.models  # noqa: F401 - fills the metadata
from webapp.extensions import db
from webapp.schema import SchemaError, errors
from webapp.schema.exclusive import migration_connection
from webapp.schema.postgresql_session import patiently
from webapp.schema.sqlite_file import check_integrity, check_references, keep_copy
from webapp.schema.state import code_revision, read_known_revision, read_revision, where_it_stands


def moves_from(revision: str | None) -> bool:
    """Say whether the command goes to another revision; those that only look have no destination."""
    try:
        return bool(context.get_revision_argument() != revision)
    except KeyError:
        return False
    except CommandError:
        return True  # a step such as -1


def has_destination() -> bool:
    """Say whether the command leads to a revision; those that only look or write a new one do not."""
    try:
        context.get_revision_argument()
    except KeyError:
        return False
    except CommandError:
        pass  # a step such as -1
    return True


def number_the_revision(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Give a new revision the next number instead of a random name."""
    directives[0].rev_id = f"{int(code_revision()) + 1:04}"


def run(connection: Connection, *, check: Callable[..., None] = lambda **_: None) -> None:
    """Run what the command asks for, each revision in its own transaction; say where that led."""
    steps: list[Any] = []

    def note(*_: Any, **applied: Any) -> None:
        check(**applied)
        steps.append(applied["step"])

    log = logging.getLogger("alembic.runtime.migration")
    log.setLevel(logging.WARNING)  # which kind of database it is has no news; each revision is worth a line
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        transactional_ddl=True,
        transaction_per_migration=True,
        process_revision_directives=number_the_revision,
        on_version_apply=note,
        **current_app.extensions["migrate"].configure_args,
    )
    log.setLevel(logging.NOTSET)
    patiently(context.run_migrations)
    if has_destination():
        applied = sum(step.is_upgrade and not step.is_stamp for step in steps)
        click.echo(where_it_stands(read_revision(connection), applied=applied))
    connection.commit()


def run_on_sqlite(connection: Connection) -> None:
    """Migrate with a copy from before and checks after, when anything is to be changed."""
    revision = read_known_revision(connection)
    moves = moves_from(revision)
    copy = keep_copy(Path(str(connection.engine.url.database))) if moves and revision else None
    run(connection, check=lambda **_: check_references(connection))
    if moves:
        check_integrity(connection, copy)


def run_on_postgresql(connection: Connection) -> None:
    """Migrate a database that keeps itself whole."""
    read_known_revision(connection)
    run(connection)


def run_online() -> None:
    """Migrate the app's database while no other process does."""
    timeout = context.get_x_argument(as_dictionary=True).get("lock_timeout", "4s")
    with migration_connection(db.engine.url, lock_timeout=str(timeout)) as connection:
        if connection.dialect.name == "sqlite":
            run_on_sqlite(connection)
        else:
            run_on_postgresql(connection)


def run_offline() -> None:
    """Print the SQL instead of running it."""
    context.configure(url=db.engine.url, target_metadata=db.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


try:
    if context.is_offline_mode():
        run_offline()
    else:
        run_online()
except SchemaError as error:
    errors.stop(error, code=2)
