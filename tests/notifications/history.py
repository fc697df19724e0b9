"""A guild's history for tests: events as rosters tell them."""

from datetime import datetime

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import MemberEvent
from webapp.words import EventKind


def promote(cast: Cast, name: str, *, at: datetime | None = None, times: int = 1) -> None:
    """Let rosters tell so many promotions of a character."""
    with cast.app.app_context(), transaction() as session:
        for _ in range(times):
            event = MemberEvent(guild_id=cast.guild_id, character_id=cast.characters[name])
            event.kind, event.seen_at = EventKind.RANK_CHANGED, at or clock.now()
            event.before, event.after = {"rank": 4}, {"rank": 2}
            session.add(event)
