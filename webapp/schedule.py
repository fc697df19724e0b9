"""The one table of periodic things. Each asks the database what is due, so a missed tick does no harm."""

from datetime import timedelta

from flask import Flask

from webapp.caching.jobs import ring_warming
from webapp.caching.warming import EVERY
from webapp.cards.jobs import ring_cards_if_due, ring_missing_cards, ring_stale_cards
from webapp.history.jobs import ring_weeks_if_due
from webapp.insights.trends.jobs import ring_meta_trends_if_due
from webapp.jobs.ticker import Periodic
from webapp.legacyimport.jobs import ring_bringing_back, ring_imports_if_due
from webapp.notifications.jobs import (
    ring_deliveries_if_due,
    ring_notices_if_due,
    ring_trends_if_due,
    ring_troubles,
)
from webapp.operations.cache.jobs import ring_counting
from webapp.permissions.jobs import ring_uses
from webapp.sync.due import ring_daily, ring_if_due
from webapp.sync.logs.jobs import ring_logs_if_due
from webapp.sync.logs.raids.jobs import ring_raid_reports_if_due
from webapp.sync.upkeep.jobs import ring_silent, ring_sweep, ring_view_roll_up

SCHEDULE = (
    Periodic("sync", timedelta(seconds=15), ring_if_due),
    Periodic("imports", timedelta(seconds=15), ring_imports_if_due),
    Periodic("records", timedelta(hours=1), ring_bringing_back),
    Periodic("cards", timedelta(seconds=15), ring_cards_if_due),
    Periodic("warming", EVERY, ring_warming),
    Periodic("missing-cards", timedelta(hours=1), ring_missing_cards),
    Periodic("stale-cards", timedelta(minutes=5), ring_stale_cards),
    Periodic("logs", timedelta(minutes=1), ring_logs_if_due),
    Periodic("raid-reports", timedelta(minutes=1), ring_raid_reports_if_due),
    Periodic("silence", timedelta(minutes=1), ring_silent),
    Periodic("retention", timedelta(days=1), ring_daily),
    Periodic("weeks", timedelta(minutes=5), ring_weeks_if_due),
    Periodic("sweep", timedelta(hours=6), ring_sweep),
    Periodic("page-views", timedelta(minutes=5), ring_view_roll_up),
    Periodic("uses", timedelta(minutes=5), ring_uses),
    Periodic("notices", timedelta(seconds=30), ring_notices_if_due),
    Periodic("deliveries", timedelta(seconds=15), ring_deliveries_if_due),
    Periodic("troubles", timedelta(minutes=5), ring_troubles),
    Periodic("trends", timedelta(minutes=5), ring_trends_if_due),
    Periodic("meta-trends", timedelta(minutes=5), ring_meta_trends_if_due),
    Periodic("health", timedelta(minutes=5), ring_counting),
)


def init_app(app: Flask) -> None:
    """Let pages know what is periodic: they stand below this table and tell how its ticks are."""
    app.extensions["muster_schedule"] = SCHEDULE
