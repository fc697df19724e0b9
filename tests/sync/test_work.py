"""A guild goes from Battle.net's answers into the database."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.sync.conftest import MORE_MEMBERS, Engine
from webapp.extensions import db
from webapp.freshness.states import FreshnessState
from webapp.models import Character, Rank
from webapp.sync import runs
from webapp.sync.removal import forget_guild
from webapp.sync.wishes import wish_guild_refresh
from webapp.words import Role, RunOutcome


@pytest.fixture
def members() -> int:
    """Let the guild have more people of each kind."""
    return MORE_MEMBERS


class _RemovedMeanwhile:
    """Battle.net as it is while somebody removes the guild that is asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        if name == "roster":
            forget_guild(self._engine.guild_id, now=self._engine.now)
        return getattr(self._engine.client, name)


class _CancelledMeanwhile:
    """Battle.net as it is while somebody cancels the run that asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        if name == "roster":
            runs.request_cancel(self._engine.last_run("roster").id, now=self._engine.now)
        return getattr(self._engine.client, name)


class TestRemovedMeanwhile:
    def test_an_answer_about_a_guild_that_was_removed_is_dropped(self, engine: Engine) -> None:
        engine.sync(client=_RemovedMeanwhile(engine))  # type: ignore[arg-type]

        assert db.session.scalars(select(Character.id)).all() == []
        engine.check()


class TestCancelledBeforeItBegan:
    def test_a_wish_that_was_cancelled_costs_no_call_and_waits_for_its_normal_time(
        self, synced_on: Engine
    ) -> None:
        synced_on.pass_time(timedelta(hours=5))
        wish = wish_guild_refresh(synced_on.guild_id, asked_by=None, now=synced_on.now)
        assert wish.run_id is not None
        runs.request_cancel(wish.run_id, now=synced_on.now)
        synced_on.simulator.control.clear_requests()

        synced_on.sync()

        assert synced_on.simulator.control.count() == 0
        assert synced_on.last_run("roster").outcome is RunOutcome.CANCELLED
        assert (synced_on.strip().place, synced_on.strip().active) == (None, ())
        synced_on.check()


class TestCancelledWhileAsked:
    def test_the_roster_is_kept_and_the_characters_wait(self, engine: Engine) -> None:
        engine.sync(client=_CancelledMeanwhile(engine))  # type: ignore[arg-type]

        assert engine.last_run("roster").outcome is RunOutcome.CANCELLED
        assert engine.member_count() == MORE_MEMBERS
        assert engine.simulator.control.count("character-summary") == 0
        engine.check()


class TestFirstSync:
    def test_every_member_of_the_world_is_a_member_here(self, synced_on: Engine) -> None:
        synced_on.check()

        assert synced_on.member_count() == MORE_MEMBERS

    def test_a_first_import_tells_no_history(self, synced: Engine) -> None:
        assert synced.events() == []

    def test_what_lists_show_is_taken_out_of_the_answers(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[0]
        truth = synced_on.truth(name)

        one = synced_on.character(name)

        assert (one.level, one.class_id, one.spec_id) == (truth["level"], truth["class_id"], truth["spec_id"])
        assert one.equipped_item_level == truth["equipped_item_level"]
        assert one.mythic_rating == truth["rating"]
        assert one.mythic_rating_color is None or one.mythic_rating_color.startswith("#")
        assert one.role in set(Role)

    def test_who_has_no_public_profile_stays_as_the_roster_tells(self, synced: Engine) -> None:
        hidden = [one for one in synced.simulator.control.members() if not one["has_profile"]]

        (row,) = db.session.execute(
            select(Character.outcome, Character.equipped_item_level, Character.level).where(
                Character.bnet_character_id == hidden[0]["id"]
            )
        ).all()

        assert tuple(row) == ("not_found", None, hidden[0]["level"])
        assert synced.strip().states[FreshnessState.PARKED] == len(hidden)

    def test_the_run_counts_what_was_done(self, synced: Engine) -> None:
        run = synced.last_run("characters")

        assert (run.outcome, run.done, run.planned, run.failed) == (
            RunOutcome.OK,
            MORE_MEMBERS,
            MORE_MEMBERS,
            0,
        )
        assert run.calls == sum(
            synced.simulator.control.count(kind)
            for kind in synced.simulator.control.requests()["by_endpoint"]
            if kind.startswith("character-")
        )

    def test_ranks_wait_for_their_names(self, synced: Engine) -> None:
        used = {one["rank"] for one in synced.simulator.control.members()}

        assert set(db.session.scalars(select(Rank.rank_id))) == used

    def test_a_guild_that_is_fresh_is_left_alone(self, synced: Engine) -> None:
        synced.simulator.control.clear_requests()

        synced.sync()

        assert synced.simulator.control.count() == 0
