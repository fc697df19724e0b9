"""An outage among those who are looked at without a guild: names of nobody do not count, regions do."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.support.roll import NOON
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, SyncTarget
from webapp.sync.deletion import is_outage
from webapp.words import TargetKind

LATER = timedelta(minutes=40)


@pytest.fixture
def context(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn."""
    with app_on.app_context():
        yield


def add_lone(region: str, number: int, **facts: Any) -> None:
    """Write characters who are looked at without a guild."""
    with transaction() as session:
        for place in range(number):
            name = f"{region}{'never' if not facts else 'once'}{place}"
            address = {"region": region, "realm": "argent-dawn", "name": name, "name_key": name}
            one = Character(failures=0, **address, **facts)
            session.add(one)
            session.flush()
            session.add(SyncTarget(kind=TargetKind.CHARACTER, character_id=one.id, next_due_at=NOON))


@pytest.mark.usefixtures("context")
class TestAnOutageOfThoseWithoutAGuild:
    def test_names_that_never_were_anybody_do_not_outweigh_the_missing(self) -> None:
        add_lone("eu", 3, suspected_at=NOON, last_synced_at=NOON - LATER)

        add_lone("eu", 30)

        assert is_outage(db.session(), None)

    def test_names_that_never_were_anybody_are_not_missing(self) -> None:
        add_lone("eu", 30)

        assert not is_outage(db.session(), None)

    def test_one_regions_outage_is_not_hidden_by_the_others(self) -> None:
        add_lone("eu", 30, last_synced_at=NOON)

        add_lone("kr", 3, suspected_at=NOON, last_synced_at=NOON - LATER)

        assert is_outage(db.session(), None)

    def test_two_of_many_may_go(self) -> None:
        add_lone("eu", 30, last_synced_at=NOON)

        add_lone("us", 2, suspected_at=NOON, last_synced_at=NOON - LATER)

        assert not is_outage(db.session(), None, since=NOON)
