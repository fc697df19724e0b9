"""What guards a PostgreSQL database while it is migrated."""

import threading

import psycopg
import pytest
from flask_migrate import upgrade
from psycopg.errors import LockNotAvailable, QueryCanceled
from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError

from tests.migrations.conftest import REVISIONS, bare_app
from webapp.database import normalised_url
from webapp.extensions import db
from webapp.schema.errors import SchemaBusy
from webapp.schema.exclusive import migration_connection
from webapp.schema.postgresql_session import patiently
from webapp.schema.state import read_revision

pytestmark = pytest.mark.postgresql


def refused(error: type[psycopg.Error]) -> OperationalError:
    """Make the error that SQLAlchemy raises around one of the driver's."""
    return OperationalError("ALTER TABLE", {}, error())


class TestPatiently:
    def test_it_tries_again_after_a_lock_timeout(self) -> None:
        answers = [refused(LockNotAvailable), refused(LockNotAvailable), None]

        def migrate() -> None:
            if answer := answers.pop(0):
                raise answer

        patiently(migrate, pauses=(0, 0, 0))

        assert answers == []

    def test_it_gives_up_in_words(self) -> None:
        def migrate() -> None:
            raise refused(LockNotAvailable)

        with pytest.raises(SchemaBusy, match="in use by a long query"):
            patiently(migrate, pauses=(0, 0))

    def test_other_trouble_is_not_tried_again(self) -> None:
        tries = []

        def migrate() -> None:
            tries.append(1)
            raise refused(QueryCanceled)

        with pytest.raises(OperationalError):
            patiently(migrate, pauses=(0, 0))
        assert len(tries) == 1


class TestConnection:
    def test_settings_outlast_a_rollback(self, empty_postgresql_url: str) -> None:
        with migration_connection(make_url(normalised_url(empty_postgresql_url))) as connection:
            connection.rollback()
            shown = [
                connection.execute(text(f"SHOW {name}_timeout")).scalar() for name in ("lock", "statement")
            ]

        assert shown == ["4s", "15min"]

    def test_a_table_in_use_delays_the_upgrade_and_does_not_break_it(self, empty_postgresql_url: str) -> None:
        with bare_app(empty_postgresql_url).app_context():
            upgrade(revision="0002")
            with psycopg.connect(empty_postgresql_url) as busy:
                busy.execute("INSERT INTO users (bnet_id, battletag) VALUES (1, 'Thrall#1')")
                done = threading.Timer(0.5, busy.commit)
                done.start()
                upgrade(x_arg="lock_timeout=100ms")
                done.join()
            with db.engine.connect() as connection:
                revision = read_revision(connection)
            db.engine.dispose()

        assert revision == REVISIONS[-1]
