"""The one table of periodic things. Each asks the database what is due, so a missed tick does no harm."""

from datetime import timedelta

from webapp.jobs.ticker import Periodic
from webapp.sync import due

SCHEDULE = (Periodic("sync", timedelta(seconds=15), due.ring_if_due),)
