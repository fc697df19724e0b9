"""The migrated PostgreSQL database that the tests of one process use in turn, emptied before each."""

import uuid
from collections.abc import Callable

import psycopg
from psycopg import sql

EMPTY = """
DO $$
DECLARE
    name text;
    has_rows boolean;
BEGIN
    SET LOCAL session_replication_role = replica;  -- rows may go in any order
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO has_rows;
        IF has_rows THEN
            EXECUTE format('DELETE FROM %I', name);
        END IF;
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
    LOOP
        PERFORM setval(name::regclass, 1, false);
    END LOOP;
END $$
"""
END_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
SHAPE = """
SELECT (SELECT string_agg(version_num, ' ') FROM alembic_version),
       (SELECT count(*) FROM pg_attribute WHERE NOT attisdropped),
       (SELECT count(*) FROM pg_trigger),
       (SELECT count(*) FROM pg_constraint),
       (SELECT count(*) FROM pg_rules)
"""
"""What tells that a test left more than rows behind."""


class ReusedDatabase:
    """Made when it is first wanted, and anew when a test changed its tables: that takes half a second."""

    def __init__(self, server: str, migrate: Callable[[str], None]) -> None:
        self._server = server
        self._migrate = migrate
        self._name = ""
        self._shape: object = None

    def emptied(self) -> str:
        """Return the database's address; nobody is connected to it and no table has rows."""
        if not self._name or not self._is_emptied():
            self.drop()
            self._make()
        return self._url

    def drop(self) -> None:
        """Remove the database, whoever is connected to it."""
        if self._name:
            self._tell(sql.SQL("DROP DATABASE {} WITH (FORCE)"))
            self._name = ""

    @property
    def _url(self) -> str:
        return f"{self._server.rpartition('/')[0]}/{self._name}"

    def _make(self) -> None:
        self._name = f"muster_{uuid.uuid4().hex}"
        self._tell(sql.SQL("CREATE DATABASE {}"))
        self._migrate(self._url)
        with psycopg.connect(self._url) as connection:
            self._shape = connection.execute(SHAPE).fetchone()

    def _is_emptied(self) -> bool:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(END_OTHERS)
            if connection.execute(SHAPE).fetchone() != self._shape:
                return False
            connection.execute(EMPTY)
            return True

    def _tell(self, statement: sql.SQL) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.format(sql.Identifier(self._name)))
