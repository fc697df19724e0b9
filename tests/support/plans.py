"""How SQLite goes about a statement."""

from typing import Any

from sqlalchemy import Select

from webapp.extensions import db


def plan_of(query: Select[*tuple[Any, ...]]) -> str:
    """Return how SQLite goes about a statement, a line a step."""
    written = query.compile(db.engine, compile_kwargs={"render_postcompile": True})
    rows = db.session.connection().exec_driver_sql(
        f"EXPLAIN QUERY PLAN {written}", tuple(written.params[name] for name in written.positiontup or ())
    )
    return "\n".join(row.detail for row in rows)
