"""Whom files told of is somebody from then on, and is looked at a few at a time until all were."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import delete, func, select, update

from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.actions import bring_back, look_at_more
from webapp.legacyimport.bringing import LOOKED_AT_ONCE
from webapp.legacyimport.facts import legacy_facts
from webapp.legacyimport.storing import Read, store_batch
from webapp.models import Character, FormerName, SyncTarget
from webapp.sync.tracking import track_lone_character
from webapp.sync.upkeep.sweeper import sweep

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def store(*documents: dict[str, Any]) -> None:
    read = [Read("x", "json", legacy_facts(one, region="eu", realm="frostwolf")) for one in documents]
    with transaction() as session:
        store_batch(session, read, now=NOW)


def names(many: int) -> list[dict[str, Any]]:
    return [{"name": f"Thr{chr(ord('a') + one)}", "class": "MAGE", "level": 60} for one in range(many)]


def number(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def look_at_all_who_wait() -> None:
    """Do to the rows what looks do that find nobody."""
    with transaction() as session:
        waiting = select(SyncTarget.character_id)
        session.execute(update(Character).where(Character.id.in_(waiting)).values(attempted_at=NOW))


class TestLookAtMore:
    def test_a_few_wait_at_once_until_all_were_looked_at(self, app_on: Flask) -> None:
        with app_on.app_context():
            store(*names(2 * LOOKED_AT_ONCE + 3))
            waiting = [number(SyncTarget)]
            for _ in range(4):
                look_at_all_who_wait()
                look_at_more(NOW)
                waiting.append(number(SyncTarget))

            most = LOOKED_AT_ONCE
            assert waiting == [most, 2 * most, 2 * most + 3, 2 * most + 3, 2 * most + 3]

    def test_nobody_else_is_kept_from_being_looked_up(self, app: Flask) -> None:
        with app.app_context():
            store(*names(25))

            assert track_lone_character("eu", "frostwolf", "Jaina", now=NOW)


class TestAddCharacters:
    def test_class_and_level_are_those_of_the_newest_file(self, app: Flask) -> None:
        with app.app_context():
            store({"name": "Thrall", "class": "mage", "level": 60, "updated_at": "2024-01-01"})
            store({"name": "Thrall", "class": "Death Knight", "level": 70, "updated_at": "2024-02-01"})

            row = db.session.execute(select(Character.class_id, Character.level)).one()
            assert tuple(row) == (6, 70)


def keys(name: str) -> dict[str, str]:
    return {"name_key": name, "name_plain": name}


class TestBringBack:
    def test_whoever_was_swept_comes_back_from_the_file(self, app_on: Flask) -> None:
        with app_on.app_context():
            store(*names(1))
            sweep(NOW + timedelta(days=31))
            swept = number(Character)

            assert (swept, bring_back(NOW), number(Character)) == (0, 1, 1)

    def test_whom_battle_net_does_not_know_stays(self, app: Flask) -> None:
        with app.app_context():
            store(*names(1))
            with transaction() as session:
                session.execute(update(Character).values(attempted_at=NOW, outcome="not_found"))

            sweep(NOW + timedelta(hours=2))

            assert number(Character) == 1

    def test_who_is_called_otherwise_now_does_not(self, app: Flask) -> None:
        with app.app_context():
            store(*names(1))
            with transaction() as session:
                session.execute(delete(SyncTarget))
                session.execute(update(Character).values(bnet_character_id=7, name="Jaina", **keys("jaina")))
                place = {"region": "eu", "realm": "frostwolf", "name": "Thra", "name_key": "thra"}
                character_id = session.scalar(select(Character.id))
                session.add(FormerName(character_id=character_id, until=NOW, **place))

            assert bring_back(NOW) == 0
