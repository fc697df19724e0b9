"""A history goes on as another character's; of what both have the newer one's stays."""

from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import select

from tests.support.roll import add_guild, add_member
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.moving import KEYS, move_history
from webapp.models import BossKill, CharacterSnapshot, MythicRun
from webapp.models.personal import PERSONAL, PROFILE

FIRST, SECOND = date(2026, 8, 19), date(2026, 8, 26)
AT = datetime(2026, 8, 20, 21, tzinfo=UTC)


def test_days_runs_and_kills_move_once(app_on: Flask) -> None:
    with app_on.app_context():
        guild_id = add_guild()
        old, new, other = (add_member(guild_id, name) for name in ("Old", "New", "Other"))
        with transaction() as session:
            for whose, day, level in ((old, FIRST, 1), (old, SECOND, 2), (new, SECOND, 3), (other, FIRST, 4)):
                session.add(
                    CharacterSnapshot(character_id=whose, taken_on=day, week_on=day, item_level=level)
                )
            run = {"completed_at": AT, "dungeon_id": 5, "level": 10, "is_timed": True}
            kill = {"killed_at": AT, "boss_id": 5, "difficulty": "HEROIC", "raid_id": 1, "kills": 1}
            session.add_all([MythicRun(character_id=old, **run), BossKill(character_id=old, **kill)])

        with transaction() as session:
            moved = move_history(session, old, new)

        columns = (CharacterSnapshot.character_id, CharacterSnapshot.taken_on, CharacterSnapshot.item_level)
        rows = db.session.execute(select(*columns).order_by(*columns[:2])).all()
        assert moved == 3
        assert [tuple(row) for row in rows] == [(new, FIRST, 1), (new, SECOND, 3), (other, FIRST, 4)]
        assert set(db.session.scalars(select(MythicRun.character_id))) == {new}
        assert set(db.session.scalars(select(BossKill.character_id))) == {new}


def test_every_kind_of_history_moves() -> None:
    kept_beside = {"section_states", "former_names", "member_events"}
    histories = {name for name, one in PERSONAL.items() if one.confirmed_by == PROFILE} - kept_beside

    assert {model.__tablename__ for model, _ in KEYS} == histories
