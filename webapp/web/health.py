"""Is the process alive, and can it serve? For load balancers and people with curl."""

import redis
import structlog
from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from webapp.extensions import db
from webapp.jobs.queues import app_redis
from webapp.schema import SchemaState, schema_state
from webapp.web.gate import public

bp = Blueprint("health", __name__)
log = structlog.get_logger()
OK = "ok"
_SCHEMA_WORDS = {
    SchemaState.CURRENT: OK,
    SchemaState.EMPTY: "has no tables yet: run flask db upgrade",
    SchemaState.BEHIND: "has tables of an older version: run flask db upgrade",
    SchemaState.NEWER: "has tables of a newer version: update the program",
}


@bp.get("/healthz")
@public
def alive() -> Response:
    """Answer from memory: this process runs."""
    return jsonify(status=OK)


@bp.get("/readyz")
@public
def ready() -> tuple[Response, int]:
    """Answer 200 when pages can be served, else 503 with what is missing; Redis may be away."""
    database = _database_state()
    is_ready = database == OK
    answer = {"status": OK if is_ready else "unavailable", "database": database, "redis": _redis_state()}
    return jsonify(answer), 200 if is_ready else 503


def _database_state() -> str:
    try:
        return _SCHEMA_WORDS[schema_state(db.engine)]
    except SQLAlchemyError as error:
        log.warning("database_not_ready", error=type(error).__name__)
        return "not reachable"


def _redis_state() -> str:
    try:
        app_redis().ping()
    except redis.RedisError:
        return "away: pages go on, wishes wait in the database"
    return OK
