"""Run the one statement of a program's request past the session: written once, its types applied by hand.

A poll that finds nothing new is answered in a fraction of a millisecond; the session, its transaction and the
cache of compiled statements would cost more than everything else together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.exc import OperationalError

from webapp.extensions import db

KeyRow = tuple[Any, ...]
Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A statement in a database's own words, the order of its parameters, and what reads its columns."""

    text: str
    order: Sequence[str] | None
    readers: Sequence[tuple[int, Reader]]

    def given(self, parameters: Mapping[str, object]) -> Any:
        """Return the parameters as this database's driver takes them."""
        return parameters if self.order is None else [parameters[name] for name in self.order]

    def read(self, row: Sequence[Any]) -> KeyRow:
        """Return a row with the values that the columns' types make of it."""
        values = list(row)
        for place, reader in self.readers:
            values[place] = reader(values[place])
        return tuple(values)


def read_key(statement: Select[*tuple[Any, ...]], parameters: Mapping[str, object]) -> Sequence[KeyRow]:
    """Run a statement that reads and return its rows; a driver's errors are raised as SQLAlchemy's."""
    dialect = db.engine.dialect
    written = written_for(statement, dialect)
    try:
        connection = db.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(written.text, written.given(parameters))
            return [written.read(row) for row in cursor.fetchall()]
        finally:
            connection.close()
    except dialect.loaded_dbapi.Error as error:
        raise OperationalError(written.text, None, error, hide_parameters=True) from error


@lru_cache(maxsize=32)
def written_for(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> Written:
    """Write a statement for a database, once in the life of a process."""
    compiled = statement.compile(dialect=dialect)
    types = [column.type.dialect_impl(dialect) for column in statement.selected_columns]
    readers = [(place, kind.result_processor(dialect, None)) for place, kind in enumerate(types)]
    return Written(
        text=str(compiled),
        order=compiled.positiontup,
        readers=[(place, reader) for place, reader in readers if reader is not None],
    )
