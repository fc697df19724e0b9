"""What an operator decides about a held roster."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.sync.conftest import MEMBERS, Engine
from webapp.extensions import db
from webapp.models import HeldRoster, SyncTarget
from webapp.sync.held import (
    CannotAccept,
    NothingHeld,
    accept_held_roster,
    discard_held_roster,
)
from webapp.words import TargetKind

HALF_HOUR = timedelta(minutes=31)


def roster_targets() -> list[str]:
    db.session.rollback()
    return [kind.value for kind in db.session.scalars(select(SyncTarget.kind)) if kind is TargetKind.ROSTER]


class TestDeciding:
    def test_an_operator_may_accept_it(self, synced_on: Engine) -> None:
        for name in synced_on.public_names()[1:9]:
            synced_on.happen("leave", name)
        synced_on.sync_later(HALF_HOUR)

        plan = accept_held_roster(synced_on.guild_id, now=synced_on.now)

        assert (len(plan.left), synced_on.member_count()) == (8, MEMBERS - 8)
        assert synced_on.strip().held is None
        synced_on.check()

    def test_an_operator_may_discard_it(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("empty_roster", kind="guild-roster", count=1)
        synced.sync_later(HALF_HOUR)

        discard_held_roster(synced.guild_id, now=synced.now)

        assert db.session.scalars(select(HeldRoster.guild_id)).all() == []
        assert synced.strip().next_roster_at == synced.now

    def test_another_guilds_roster_cannot_be_accepted(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("wrong_guild_id", kind="guild-roster")
        synced.sync_later(HALF_HOUR)

        with pytest.raises(CannotAccept):
            accept_held_roster(synced.guild_id, now=synced.now)

    def test_nothing_held_cannot_be_accepted(self, synced: Engine) -> None:
        with pytest.raises(NothingHeld):
            accept_held_roster(synced.guild_id, now=synced.now)
