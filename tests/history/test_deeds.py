"""Runs and kills are written once."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from tests.cards.people import NOW, Cards
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.deeds import write_deeds
from webapp.history.facts import Deeds, Kill, Run
from webapp.models import BossKill, MythicRun

RUN = Run(dungeon_id=588, completed_at=NOW, level=12, is_timed=True, duration_ms=1, rating=None, season_id=18)
KILL = Kill(raid_id=1, boss_id=2, difficulty="HEROIC", killed_at=NOW, kills=3)


def write(character_id: int, *deeds: Deeds) -> None:
    for one in deeds:
        with transaction() as session:
            write_deeds(session, {character_id: one}, NOW)


class TestWriteDeeds:
    def test_each_is_there_once_and_a_rating_comes_later(self, cards: Cards) -> None:
        thrall = cards.character()
        rated = Deeds(runs=[replace(RUN, rating=310.5, duration_ms=None)])

        write(thrall, Deeds([RUN], [KILL]), Deeds([RUN], [KILL]), rated, Deeds([RUN]))

        runs = db.session.execute(select(MythicRun.level, MythicRun.rating, MythicRun.duration_ms)).all()
        assert runs == [(12, 310.5, 1)]
        assert db.session.execute(select(BossKill.boss_id, BossKill.kills)).all() == [(2, 3)]

    def test_the_next_is_another(self, cards_here: Cards) -> None:
        thrall, later = cards_here.character(), NOW + timedelta(minutes=30)

        write(thrall, Deeds([RUN], [KILL]), Deeds([replace(RUN, completed_at=later)]))
        write(thrall, Deeds((), [replace(KILL, killed_at=later), replace(KILL, difficulty="MYTHIC")]))

        assert len(db.session.scalars(select(MythicRun)).all()) == 2
        assert len(db.session.scalars(select(BossKill)).all()) == 3
