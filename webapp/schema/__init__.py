"""Which revision the database has, and how a migration has it to itself."""

import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError

from webapp.extensions import db
from webapp.schema.errors import SchemaError, SchemaNewer, stop
from webapp.schema.state import SchemaState, refuse_newer_schema, schema_state

__all__ = ["SchemaError", "SchemaNewer", "SchemaState", "init_app", "refuse_newer_schema", "schema_state"]

REFUSED = 3
"""The exit code of a server that will not start; gunicorn ends on it instead of trying new workers."""
log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """End a server whose database is newer than its code; one whose database is away starts anyway."""
    with app.app_context():
        try:
            refuse_newer_schema(db.engine)
        except SchemaNewer as newer:
            stop(newer, code=REFUSED)
        except DBAPIError as error:
            log.warning("schema_unknown", error=type(error.orig).__name__)
        finally:
            db.engine.dispose()  # servers fork after this, and a connection belongs to one process
