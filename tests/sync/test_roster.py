"""Rosters that must not be believed, and rosters that are not there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.sync.conftest import MEMBERS, Engine
from webapp.extensions import db
from webapp.models import SyncTarget
from webapp.words import RunOutcome, TargetKind

HALF_HOUR = timedelta(minutes=31)


def roster_targets() -> list[str]:
    db.session.rollback()
    return [kind.value for kind in db.session.scalars(select(SyncTarget.kind)) if kind is TargetKind.ROSTER]


class TestAHeldRoster:
    @pytest.mark.parametrize(
        ("action", "figures", "reason"),
        [
            ("empty_roster", {}, "the roster is empty"),
            (
                "keep_members",
                {"fraction": 0.5},
                f"it would remove {MEMBERS // 2} of {MEMBERS} members at once",
            ),
            ("wrong_guild_id", {}, "another guild has this name now"),
        ],
    )
    def test_nobody_leaves(
        self, synced_on: Engine, action: str, figures: dict[str, float], reason: str
    ) -> None:
        synced_on.simulator.control.add_fault(action, kind="guild-roster", **figures)

        synced_on.sync_later(HALF_HOUR)

        held = synced_on.strip().held
        assert (synced_on.member_count(), held and held.reason) == (MEMBERS, reason)
        assert synced_on.last_run("roster").outcome is RunOutcome.SUSPICIOUS
        synced_on.check()

    def test_the_same_answer_again_does_not_make_it_true(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("empty_roster", kind="guild-roster")

        for _attempt in range(3):
            synced.sync_later(HALF_HOUR)

        assert synced.member_count() == MEMBERS
        synced.check()

    def test_five_may_leave_at_once(self, synced: Engine) -> None:
        for name in synced.public_names()[1:6]:
            synced.happen("leave", name)

        synced.sync_later(HALF_HOUR)

        assert synced.member_count() == MEMBERS - 5
        synced.check()

    def test_a_sound_roster_lifts_it(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("empty_roster", kind="guild-roster", count=1)
        synced.sync_later(HALF_HOUR)

        synced.sync_later(HALF_HOUR)

        strip = synced.strip()
        assert (strip.held, strip.roster_outcome) == (None, "ok")


class TestAMissingRoster:
    def test_nobody_leaves_and_the_guild_is_noted_as_missing(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("status", kind="guild*", status=404)

        synced.sync_later(HALF_HOUR)

        guild = synced.guild()
        assert (guild.missing_since, guild.archived_at) == (synced.now, None)
        assert synced.member_count() == MEMBERS
        synced.check()

    def test_missing_a_day_later_too_the_guild_is_archived(self, synced_on: Engine) -> None:
        synced_on.simulator.control.add_fault("status", kind="guild*", status=404)
        synced_on.sync_later(HALF_HOUR)

        synced_on.sync_later(timedelta(hours=24))

        assert synced_on.guild().archived_at == synced_on.now
        assert (synced_on.member_count(), roster_targets()) == (MEMBERS, ["roster"])
        synced_on.check()

    def test_an_archived_guild_that_is_found_again_goes_on(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("status", kind="guild*", status=404)
        synced.sync_later(HALF_HOUR)
        synced.sync_later(timedelta(hours=24))
        synced.simulator.control.clear_faults()

        synced.sync_later(timedelta(hours=1))

        guild = synced.guild()
        assert (guild.archived_at, guild.missing_since) == (None, None)
        assert synced.character(synced.public_names()[0]).last_synced_at == synced.now
        synced.check()


class TestARosterThatCannotBeUsed:
    @pytest.mark.parametrize(
        ("path", "change", "value"),
        [
            ("members.*.rank", "retype", "high"),
            ("members.*.character.id", "drop", None),
            ("members", "null", None),
            ("guild.id", "drop", None),
        ],
    )
    def test_a_roster_without_what_matters_changes_nothing(
        self, synced: Engine, path: str, change: str, value: str | None
    ) -> None:
        synced.simulator.control.add_fault(
            "wrong_shape", kind="guild-roster", path=path, change=change, value=value
        )

        synced.sync_later(HALF_HOUR)

        assert synced.strip().roster_outcome == "schema"
        synced.check()

    def test_too_many_members_are_refused(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("extra_members", kind="guild-roster", members=2_000)

        synced.sync_later(HALF_HOUR)

        assert (synced.strip().roster_outcome, synced.member_count()) == ("schema", MEMBERS)
        synced.check()
