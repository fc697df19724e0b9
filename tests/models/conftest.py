"""A session on each kind of database, as quick as a savepoint."""

from collections.abc import Iterator

import pytest
from flask_migrate import upgrade
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from tests.migrations import rows
from tests.migrations.conftest import KINDS, bare_app, empty_database
from webapp.extensions import db


@pytest.fixture(scope="session", params=KINDS)
def connection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection]:
    """Connect to a migrated, empty database of each kind in turn."""
    for url in empty_database(request, tmp_path_factory.mktemp("models"), kind=request.param):
        with bare_app(url).app_context():
            upgrade()
            engine = db.engine
        with engine.connect() as connection:
            yield connection
        engine.dispose()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """Give a session whose commits are savepoints, so that the next test finds nothing."""
    with connection.begin() as everything:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        everything.rollback()


@pytest.fixture
def filled(session: Session) -> Session:
    """Give a session on a database with one row in every table."""
    rows.insert(session.connection(), db.metadata.sorted_tables)
    session.commit()
    return session
