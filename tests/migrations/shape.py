"""What a database's tables look like, in a form that can be compared."""

from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy import Connection, Inspector, inspect, text

Shape = dict[str, dict[str, Any]]
"""Per table: columns, keys, constraints and indexes, each by its name."""
WRITTEN = "SELECT tbl_name, type, name, sql FROM sqlite_master ORDER BY tbl_name, type, name"
_described: dict[Hashable, dict[str, Any]] = {}
"""Tables of SQLite by the statements that made them, which are all that SQLite itself knows of a table."""


def shape_of(connection: Connection) -> Shape:
    """Describe every table but Alembic's own."""
    inspector = inspect(connection)
    names = [name for name in inspector.get_table_names() if name != "alembic_version"]
    if connection.dialect.name != "sqlite":
        return _describe(inspector, names)
    written: dict[str, tuple[object, ...]] = dict.fromkeys(names, ())
    for table, *statement in connection.execute(text(WRITTEN)):
        if table in written:
            written[table] += tuple(statement)
    for name, shape in _describe(inspector, [one for one in names if written[one] not in _described]).items():
        _described[written[name]] = shape
    return {name: _described[written[name]] for name in names}


def _describe(inspector: Inspector, names: Sequence[str]) -> Shape:
    if not names:
        return {}
    found: dict[str, Any] = {
        "columns": _by_name(inspector.get_multi_columns(filter_names=names), _column),
        "primary key": inspector.get_multi_pk_constraint(filter_names=names),
        "foreign keys": _by_name(inspector.get_multi_foreign_keys(filter_names=names), dict),
        "unique": _by_name(inspector.get_multi_unique_constraints(filter_names=names), dict),
        "checks": _by_name(inspector.get_multi_check_constraints(filter_names=names), dict),
        "indexes": _by_name(inspector.get_multi_indexes(filter_names=names), _index),
    }
    return {name: {part: tables[None, name] for part, tables in found.items()} for name in names}


def _by_name(tables: Any, describe: Any) -> dict[Any, dict[str, Any]]:
    return {table: {item["name"]: describe(item) for item in items} for table, items in tables.items()}


def _column(column: Any) -> tuple[str, bool, str | None]:
    return str(column["type"]), column["nullable"], column["default"]


def _index(index: Any) -> dict[str, Any]:
    where = {key: str(value) for key, value in index.get("dialect_options", {}).items() if value is not None}
    return {"columns": index["column_names"], "unique": bool(index["unique"]), "options": where}
