"""Members whose sections are in every state."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import Character, SectionState
from webapp.words import Section

HOUR = timedelta(hours=1)
Store = Callable[..., None]


@pytest.fixture
def now() -> datetime:
    """Give the moment at which a test began."""
    return clock.now()


def store(cast: Cast, name: str, section: Section, outcome: str = "ok", **facts: object) -> None:
    """Store how a section of one of the cast is; a failure began an hour ago, an answer came just now."""
    at = clock.now()
    known: dict[str, object] = {"attempted_at": at, "succeeded_at": at if outcome == "ok" else None}
    if outcome != "ok":
        known |= {"failures": 3, "failed_since": at - HOUR, "error": f"{name} failed"}
    with cast.app.app_context(), transaction() as session:
        who = cast.characters[name]
        session.add(SectionState(character_id=who, section=section, outcome=outcome, **(known | facts)))
        session.execute(update(Character).where(Character.id == who).values(last_synced_at=at))
