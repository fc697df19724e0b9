"""What a claim knows of a character: its sections, the running season, and whether people look at it."""

from datetime import timedelta

from sqlalchemy import select

from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import GameData, PageView, SyncTarget
from webapp.sync.subjects import Subject, subjects_of
from webapp.words import Section, TargetKind

DAY = timedelta(days=1)


def subjects(engine: Engine) -> dict[int, Subject]:
    with transaction() as session:
        targets = session.scalars(select(SyncTarget.id).where(SyncTarget.kind == TargetKind.CHARACTER)).all()
        return {one.character_id: one for one in subjects_of(session, targets, engine.now)}


def look_at(character_id: int, engine: Engine, *, days_ago: int) -> None:
    with transaction() as session:
        session.add(PageView(character_id=character_id, day=(engine.now - days_ago * DAY).date(), count=1))


class TestSubjectsOf:
    def test_they_know_the_season_that_runs_in_their_region(self, synced_on: Engine) -> None:
        query = select(GameData.data).where(GameData.kind == "season", GameData.region == "eu")
        season = db.session.scalars(query).one()["id"]

        found = subjects(synced_on).values()

        assert {one.season_id for one in found} == {season}
        states = [one.sections[Section.MYTHIC_SEASON] for one in found if Section.EQUIPMENT in one.sections]
        assert {state.season_id for state in states} == {season}

    def test_whom_people_looked_at_within_a_week_is_due_hourly(self, synced_on: Engine) -> None:
        watched, forgotten = (synced_on.character(name).id for name in synced_on.public_names()[1:3])
        synced_on.pass_time(timedelta(hours=4, minutes=1))  # it may be another day by then
        look_at(watched, synced_on, days_ago=7)
        look_at(forgotten, synced_on, days_ago=8)

        synced_on.sync()

        known = subjects(synced_on)
        assert (known[watched].is_looked_at, known[forgotten].is_looked_at) == (True, False)
        assert synced_on.target(watched).next_due_at == synced_on.now + timedelta(minutes=60)
        assert synced_on.target(forgotten).next_due_at == synced_on.now + timedelta(minutes=240)
