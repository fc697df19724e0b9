"""What the clock does every few seconds: tidy up, ring the bells that what is due needs, look around."""

from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from webapp.cards.writing import BUGS
from webapp.sync import added, jobs, outstanding, sightings

log = structlog.get_logger()


def ring_if_due(now: datetime) -> None:
    """Ring for wishes and for due work; bells that wait or run already are not doubled."""
    outstanding.tidy(now)
    if outstanding.is_anything_wished(now):
        jobs.ring_wishes()
    if added.is_preview_wanted(now):
        jobs.ring_previews()
    if wanted := outstanding.bells_wanted(now, most=jobs.sync_bells()):
        jobs.ring_due(wanted)
    _watch(now)


def _watch(now: datetime) -> None:
    """Look around, last of all: whatever goes wrong with watching, syncing goes on."""
    try:
        sightings.look_around(now)
    except (*BUGS, SQLAlchemyError):  # nothing that is seen may end the clock
        log.exception("look_around_failed")


def ring_daily(_now: datetime) -> None:
    """Ring for what happens once a day, whatever is due."""
    jobs.ring_tidying()
