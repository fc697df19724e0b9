"""Ask a service again whose last calls met nothing but trouble.

Whoever failed with it is looked at later each time, and of a small guild nobody may be due for hours: without
this the service would be said to be away until somebody wished for something. And one that hangs while a
roster alone is read would be said to be well.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.clients.battlenet.regions import Region
from webapp.clients.upstream.errors import UpstreamError
from webapp.config import current_settings
from webapp.database import transaction
from webapp.models import Guild
from webapp.sync.logs.outside import logs_connection, warcraftlogs
from webapp.sync.outside import battlenet
from webapp.sync.pausing import pauses_at
from webapp.sync.seen import BATTLENET, SILENT, WARCRAFTLOGS, silent_too_long
from webapp.sync.sightings import in_doubt, read_sightings, write_down

log = structlog.get_logger()


def to_ask(now: datetime) -> Sequence[str]:
    """Return the services to ask, in trouble or in doubt: not those that are paused or not connected."""
    with transaction() as session:
        known, pauses = read_sightings(session), pauses_at(session, now)
        silent = [*silent_too_long(known, now), *in_doubt(session, known)]
    settings = current_settings()
    may_ask = {
        BATTLENET: settings.has_battlenet_credentials and not pauses.stop_battlenet,
        WARCRAFTLOGS: logs_connection(settings).is_connected and not pauses.stop_logs,
    }
    return [name for name in silent if may_ask[name]]


def ask_the_silent(clock: Callable[[], datetime]) -> None:
    """Ask each something cheap, and write down whether it answered."""
    for name in to_ask(clock()):
        try:
            QUESTIONS[name]()
            error = None
        except UpstreamError as caught:
            error = caught
        log.info("silent_asked", service=name, word=None if error is None else error.word.value)
        if error is None or was_asked(error):
            write_down({name: trouble_of(error)}, clock())


def was_asked(error: UpstreamError) -> bool:
    """Say whether a question went out: who holds it back says until when, and nothing of the service."""
    return error.status is not None or error.retry_after is None


def trouble_of(error: UpstreamError | None) -> str | None:
    """Return the service's trouble; every other error is an answer."""
    return None if error is None or error.word not in SILENT else error.word.value


def _ask_battlenet() -> None:
    with transaction() as session:
        region = _some_region(session)
    battlenet().realm_index(region)


def _some_region(session: Session) -> Region:
    return Region(session.scalar(select(Guild.region).order_by(Guild.id).limit(1)) or Region.EU)


def _ask_warcraftlogs() -> None:
    warcraftlogs().newest_raid_zone()


QUESTIONS: Mapping[str, Callable[[], None]] = {BATTLENET: _ask_battlenet, WARCRAFTLOGS: _ask_warcraftlogs}
"""What is asked of each: one call, of which nothing is kept."""
