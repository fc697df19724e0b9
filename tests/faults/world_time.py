"""Let time pass for what is stored, so that a day without Battle.net does not last a day."""

from datetime import datetime, timedelta

from sqlalchemy import select

from tests.faults.harness import Stack
from webapp.database import transaction
from webapp.models import Character, Guild, SectionState, SyncRun, SyncTarget

AGING = (Guild, Character, SectionState, SyncTarget, SyncRun)
KEPT = frozenset({"last_login_at"})
"""Times of the game, which Battle.net would tell again."""


def pass_time(stack: Stack, span: timedelta) -> None:
    """Make everything that was noted so far older by a span; what was to happen later becomes due."""
    with stack.app.app_context(), transaction() as session:
        for model in AGING:
            names = [column.key for column in model.__table__.columns if column.key not in KEPT]
            for row in session.scalars(select(model)):
                for name in names:
                    if name.endswith(("_at", "_until")) and isinstance(getattr(row, name), datetime):
                        setattr(row, name, getattr(row, name) - span)
