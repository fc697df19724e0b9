"""What the clock does every few seconds: look around, tidy up, ring the bells that what is due needs."""

from datetime import datetime

from webapp.sync import jobs, outstanding, sightings


def ring_if_due(now: datetime) -> None:
    """Ring for wishes and for due work; bells that wait or run already are not doubled."""
    sightings.look_around(now)
    outstanding.tidy(now)
    if outstanding.is_anything_wished(now):
        jobs.ring_wishes()
    if wanted := outstanding.bells_wanted(now, most=jobs.sync_bells()):
        jobs.ring_due(wanted)


def ring_daily(_now: datetime) -> None:
    """Ring for what happens once a day, whatever is due."""
    jobs.ring_tidying()
