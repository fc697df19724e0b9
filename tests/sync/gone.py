"""Somebody who deletes themself, and whether any table still knows them."""

from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import func, select

from tests.support.signed_in import Person, own, signed_in
from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import Model, db
from webapp.sync.forgetting import Forgotten, forget_person

HALF_HOUR = timedelta(minutes=31)
DAY = timedelta(days=1)
ACCOUNT = 2**53 + 7
PARTIES = frozenset({"mythic_profile_json", "mythic_season_json"})
"""Raw answers about dungeon runs name the party of the player whom they are about; no page shows it."""


def forget(engine: Engine, person: Person) -> Forgotten:
    db.session.rollback()
    with transaction() as session:
        return forget_person(session, person.user_id, engine.now)


def claimed(engine: Engine, *names: str) -> Person:
    """Return somebody to whom these members belong."""
    person = signed_in(engine.app, battletag="Jaina#1234", user_id=ACCOUNT)
    for name in names:
        own(engine.app, person, engine.character(name).id)
    return person


def rows(model: type[Model]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def is_known(name: str) -> bool:
    """Say whether any column of any table holds a name."""
    return f'"{name}"' in everything()


def everything() -> str:
    """Return every value of every table as one text."""
    db.session.rollback()
    found: list[Any] = []
    for table in Model.metadata.sorted_tables:
        columns = [column for column in table.columns if column.name not in PARTIES]
        found += [list(row) for row in db.session.execute(select(*columns))]
    return orjson.dumps(found, default=str).decode()


class ForgottenMeanwhile:
    """Battle.net as it is while somebody whose character is asked about deletes themself."""

    def __init__(self, engine: Engine, person: Person) -> None:
        self._engine, self._person = engine, person

    def __getattr__(self, name: str) -> Any:
        if name == "roster":
            forget(self._engine, self._person)
        return getattr(self._engine.client, name)
