"""Characters without a guild: a name that was asked for becomes somebody, once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    FormerName,
    PageView,
    SyncRun,
    SyncTarget,
    User,
)
from webapp.sync.claims import WISH_HEAD_START
from webapp.sync.wishes import wish_character_refresh
from webapp.words import MainSetBy, RunOutcome, TargetKind

LATER = timedelta(minutes=40)


@pytest.fixture
def stranger(engine_on: Engine) -> dict[str, Any]:
    """Give somebody whom nobody tracks yet."""
    return engine_on.stranger()


def rows_of(one: dict[str, Any]) -> Sequence[Character]:
    db.session.rollback()
    return db.session.scalars(select(Character).where(Character.bnet_character_id == one["id"])).all()


class TestAName:
    def test_becomes_who_answers_to_it(self, engine_on: Engine, stranger: dict[str, Any]) -> None:
        character_id = engine_on.track_lone(stranger | {"name": stranger["name"].upper()})

        engine_on.sync_everything()

        row = engine_on.row(character_id)
        assert (row.bnet_character_id, row.name, row.guild_id) == (stranger["id"], stranger["name"], None)
        assert (row.outcome, row.last_synced_at) == ("ok", engine_on.now)
        assert engine_on.target(character_id).next_due_at == engine_on.now + timedelta(minutes=240)
        engine_on.check()

    def test_its_look_is_counted_in_a_run_of_its_own(
        self, engine_on: Engine, stranger: dict[str, Any]
    ) -> None:
        engine_on.track_lone(stranger)

        engine_on.sync_everything()

        run = db.session.scalars(select(SyncRun).where(SyncRun.scope == "lone")).one()
        assert (run.planned, run.done, run.changed, run.outcome) == (1, 1, 1, RunOutcome.OK)
        assert run.calls >= 6

    def test_that_nobody_has_says_so_and_is_asked_for_weekly(self, engine_on: Engine) -> None:
        nobody = engine_on.track_lone({"realm": "argent-dawn", "name": "Niemand"})

        engine_on.sync_everything()

        row = engine_on.row(nobody)
        assert (row.outcome, row.bnet_character_id, row.last_synced_at) == ("not_found", None, None)
        assert engine_on.target(nobody).next_due_at == engine_on.now + timedelta(days=7)
        engine_on.check()


class TestARenamedPerson:
    def test_keeps_its_row_under_the_new_name_and_with_it_everything(
        self, engine_on: Engine, stranger: dict[str, Any]
    ) -> None:
        known = engine_on.track_lone(stranger)
        engine_on.sync_everything()
        renamed = engine_on.rename(stranger, "Brandneu")

        again = engine_on.track_lone(renamed)
        engine_on.sync_everything()
        engine_on.sync_everything()

        assert again != known
        assert [(row.id, row.name, row.outcome) for row in rows_of(stranger)] == [(known, "Brandneu", "ok")]
        assert db.session.get(Character, again) is None
        assert db.session.scalars(select(FormerName.name)).all() == [stranger["name"]]
        engine_on.check()

    def test_takes_over_wish_views_cards_and_what_people_said(
        self, engine_on: Engine, stranger: dict[str, Any]
    ) -> None:
        known = engine_on.track_lone(stranger)
        engine_on.sync_everything()
        again = engine_on.track_lone(engine_on.rename(stranger, "Brandneu"))
        say_much_of(again, known, engine_on)

        engine_on.sync_everything(wishes_only=True)

        views = db.session.scalars(select(PageView.count).where(PageView.character_id == known)).all()
        card = db.session.scalars(select(CharacterEnrichmentCache.character_id)).all()
        assert (views, card, engine_on.row(known).user_id) == ([7], [known], 1)
        assert engine_on.row(known).main_set_by is MainSetBy.PLAYER
        assert engine_on.target(known).next_due_at > engine_on.now  # the wish was moved and granted
        assert engine_on.row(known).last_synced_at == engine_on.now
        engine_on.check(is_settled=False)  # the owner's guild was discovered, its roster not yet read


def say_much_of(row: int, other: int, engine: Engine) -> None:
    """Let people look at a row, own it, give a card for it and wait for it."""
    wish_character_refresh(row, asked_by=None, now=engine.now)
    with transaction() as session:
        session.add(User(bnet_id=1, battletag="Thrall#1234"))
        session.flush()
        session.execute(update(Character).where(Character.id == row).values(user_id=1, main_set_by="player"))
        for character_id, count in ((row, 4), (other, 3)):
            session.add(PageView(character_id=character_id, day=engine.now.date(), count=count))
        one = session.get_one(Character, row)
        address = {"region": one.region, "realm": one.realm, "character_name": one.name}
        given = {"character_id": row, "player_card": {"external": {"note": "kept"}}}
        session.add(CharacterEnrichmentCache(**address, name_key="brandneu", **given))


class TestAMember:
    def test_who_is_asked_for_by_an_unknown_name_is_not_stored_twice(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[1]
        member = synced_on.character(name).id
        synced_on.happen("rename", name, new_name="Brandneu")

        again = synced_on.track_lone({"realm": synced_on.truth("Brandneu")["realm"], "name": "Brandneu"})
        synced_on.sync_everything()
        synced_on.sync_later(LATER)

        assert db.session.get(Character, again) is None
        assert synced_on.character("Brandneu").id == member
        assert "renamed" in synced_on.events()
        synced_on.check()

    def test_who_joins_a_tracked_guild_is_a_member_like_any(
        self, engine_on: Engine, stranger: dict[str, Any]
    ) -> None:
        lone = engine_on.track_lone(stranger)
        engine_on.sync_everything()

        guild_id = engine_on.track_another()
        engine_on.sync_everything()

        assert engine_on.row(lone).guild_id == engine_on.target(lone).guild_id == guild_id
        count = select(func.count()).where(
            SyncTarget.character_id == lone, SyncTarget.kind == TargetKind.CHARACTER
        )
        assert db.session.scalar(count) == 1
        engine_on.check()


class TestANameInNewHands:
    def test_the_old_row_goes_and_the_name_may_be_asked_for_again(
        self, engine_on: Engine, stranger: dict[str, Any]
    ) -> None:
        first = engine_on.track_lone(stranger)
        engine_on.sync_everything()
        address = {name: stranger[name] for name in ("region", "realm", "name")}
        engine_on.simulator.control.happen("reuse_name", **address)
        for _look in range(2):
            engine_on.pass_time(timedelta(hours=4, minutes=1))
            engine_on.sync_everything()

        second = engine_on.track_lone(stranger)
        engine_on.sync_everything()

        assert db.session.get(Character, first) is None
        assert engine_on.row(second).bnet_character_id not in {None, stranger["id"]}
        engine_on.check()


def test_wishes_lie_further_back_than_any_delay() -> None:
    assert timedelta(days=300) < WISH_HEAD_START
