"""What a database's tables look like, in a form that can be compared."""

from typing import Any

from sqlalchemy import Connection, inspect

Shape = dict[str, dict[str, Any]]
"""Per table: columns, keys, constraints and indexes, each by its name."""


def shape_of(connection: Connection) -> Shape:
    """Describe every table but Alembic's own."""
    inspector = inspect(connection)
    found: dict[str, Any] = {
        "columns": _by_name(inspector.get_multi_columns(), _column),
        "primary key": inspector.get_multi_pk_constraint(),
        "foreign keys": _by_name(inspector.get_multi_foreign_keys(), dict),
        "unique": _by_name(inspector.get_multi_unique_constraints(), dict),
        "checks": _by_name(inspector.get_multi_check_constraints(), dict),
        "indexes": _by_name(inspector.get_multi_indexes(), _index),
    }
    names = [name for name in inspector.get_table_names() if name != "alembic_version"]
    return {name: {part: tables[None, name] for part, tables in found.items()} for name in names}


def _by_name(tables: Any, describe: Any) -> dict[Any, dict[str, Any]]:
    return {table: {item["name"]: describe(item) for item in items} for table, items in tables.items()}


def _column(column: Any) -> tuple[str, bool, str | None]:
    return str(column["type"]), column["nullable"], column["default"]


def _index(index: Any) -> dict[str, Any]:
    where = {key: str(value) for key, value in index.get("dialect_options", {}).items() if value is not None}
    return {"columns": index["column_names"], "unique": bool(index["unique"]), "options": where}
