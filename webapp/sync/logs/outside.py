"""The process's one way to Warcraft Logs, built from the settings when it is first needed: after any fork."""

import os
from dataclasses import dataclass

from flask import current_app

from webapp.clients.warcraftlogs import QueryRecord, WarcraftLogs, WarcraftLogsAccess, warcraftlogs_from
from webapp.config import Settings, current_settings
from webapp.jobs.queues import app_redis
from webapp.lib import metrics
from webapp.sync.outside import cipher_of
from webapp.sync.seen import WARCRAFTLOGS
from webapp.sync.sightings import CALLS

_KEY = "muster_warcraftlogs"
NOT_CONNECTED = "Warcraft Logs is not connected."


@dataclass(frozen=True, slots=True)
class LogsConnection:
    """Whether Warcraft Logs can be asked, and the sentence that says so to those who ask."""

    is_connected: bool
    sentence: str


def logs_connection(settings: Settings) -> LogsConnection:
    """Return what to say of the connection; nobody is asked for it."""
    sentence = "Warcraft Logs is connected." if settings.is_logs_connected else NOT_CONNECTED
    return LogsConnection(settings.is_logs_connected, sentence)


def warcraftlogs() -> WarcraftLogs:
    """Return this process's client."""
    clients: dict[int, WarcraftLogs] = current_app.extensions.setdefault(_KEY, {})
    if os.getpid() not in clients:
        clients[os.getpid()] = _build(current_settings())
    return clients[os.getpid()]


def _build(settings: Settings) -> WarcraftLogs:
    return warcraftlogs_from(
        WarcraftLogsAccess(
            client_id=settings.warcraftlogs_client_id,
            client_secret=settings.warcraftlogs_client_secret,
            base=settings.warcraftlogs_base,
        ),
        redis=app_redis(),
        cipher=cipher_of(settings.secret_key),
        on_query=_measure,
    )


def _measure(query: QueryRecord) -> None:
    status = "none" if query.status is None else str(query.status)
    metrics.CALLS.labels(f"wcl_{query.question}", status).observe(query.seconds)
    CALLS.note(WARCRAFTLOGS, query.word, is_unreached=query.is_unreached)
    if query.word is not None and query.word == "schema":
        metrics.SCHEMA_DRIFT.labels(f"wcl_{query.question}").inc()
