"""A name under which nobody was found goes soon, unless anything else needs its row."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.names import name_key
from webapp.models import Character, CharacterEnrichmentCache, SyncTarget
from webapp.sync.upkeep.sweeper import UNMET_KEPT_FOR, sweep
from webapp.words import CardStatus, TargetKind

LATER = NOON + UNMET_KEPT_FOR + timedelta(minutes=1)


@pytest.fixture
def context(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn."""
    with app_on.app_context():
        yield


def look_up(name: str, *, wished: bool = False, card: Any = None, **facts: Any) -> None:
    """Insert a name that somebody asked for, as a look that found nobody left it."""
    known = {"region": "eu", "realm": "argent-dawn", "created_at": NOON} | {"attempted_at": NOON}
    with transaction() as session:
        row = Character(name=name, name_key=name_key(name), **{**known, "outcome": "not_found", **facts})
        session.add(row)
        session.flush()
        target = SyncTarget(kind=TargetKind.CHARACTER, character_id=row.id, next_due_at=NOON)
        target.wished_at = NOON if wished else None
        own = {"region": "eu", "realm": "argent-dawn", "character_id": row.id, "player_card": card}
        made = CharacterEnrichmentCache(character_name=name, name_key=row.name_key, **own)
        made.fetch_status = CardStatus.FAILED
        session.add_all([target, made])


def names() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(Character.name)))


@pytest.mark.usefixtures("context")
class TestDropUnmet:
    def test_it_goes_an_hour_after_the_answer_with_its_rows(self) -> None:
        look_up("Mistyped", card={"name": "Mistyped"})

        assert sweep(NOON + UNMET_KEPT_FOR).unmet == 0
        assert sweep(LATER).unmet == 1
        assert names() == set()
        assert db.session.scalars(select(SyncTarget.id)).all() == []
        assert db.session.scalars(select(CharacterEnrichmentCache.id)).all() == []

    def test_whatever_else_needs_it_keeps_it(self) -> None:
        look_up("Given", card={"external": {"note": "by a program"}})
        look_up("Wished", wished=True)
        look_up("Unasked", attempted_at=None, outcome=None)
        look_up("Late", outcome="timeout")
        look_up("Met", bnet_character_id=7, verified_at=NOON)

        assert sweep(LATER).unmet == 0
        assert names() == {"Given", "Wished", "Unasked", "Late", "Met"}
