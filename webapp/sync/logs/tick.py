"""What the clock does for logs: targets for who has none, haste where something may have happened."""

from datetime import datetime

from webapp.database import transaction
from webapp.sync.logs.claim import is_logs_due
from webapp.sync.logs.targets import hasten, insert_missing_targets


def prepare(now: datetime) -> bool:
    """Bring the targets up to date; say whether any is due."""
    with transaction() as session:
        insert_missing_targets(session, now)
        hasten(session, now)
        return is_logs_due(session, now)
