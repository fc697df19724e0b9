"""Who left a guild is looked at no more, unless somebody waits for that very character."""

from datetime import timedelta

from sqlalchemy import select

from tests.support.signed_in import own, signed_in
from tests.sync.conftest import Engine
from webapp.extensions import db
from webapp.models import SyncTarget
from webapp.sync.wishes import wish_character_refresh, wish_guild_refresh
from webapp.words import TargetKind

HOUR = timedelta(hours=1)


def targets_of(character_id: int) -> list[int | None]:
    """Return the guilds of a character's targets of its own."""
    db.session.rollback()
    its_own = (SyncTarget.character_id == character_id, SyncTarget.kind == TargetKind.CHARACTER)
    return list(db.session.scalars(select(SyncTarget.guild_id).where(*its_own)))


class TestWriteLeavers:
    def test_nobody_looks_at_them_any_more(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[2]
        leaver = synced_on.character(name).id
        synced_on.happen("leave", name)

        synced_on.sync_later(HOUR)

        assert targets_of(leaver) == []
        assert synced_on.row(leaver).guild_id is None
        synced_on.check()

    def test_for_whom_somebody_waits_is_looked_at_without_a_guild(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[2]
        leaver = synced_on.character(name).id
        synced_on.happen("leave", name)
        synced_on.pass_time(HOUR)
        wish_character_refresh(leaver, asked_by=None, now=synced_on.now)

        synced_on.sync()
        kept = targets_of(leaver)
        synced_on.sync_everything()

        assert kept == [None]
        assert synced_on.row(leaver).last_synced_at == synced_on.now
        synced_on.check()

    def test_a_wish_for_the_whole_guild_is_none_for_them(self, synced: Engine) -> None:
        name = synced.public_names()[2]
        leaver = synced.character(name).id
        synced.happen("leave", name)
        synced.pass_time(HOUR)
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        synced.sync()

        assert targets_of(leaver) == []

    def test_a_persons_own_character_is_looked_at_without_a_guild(self, synced: Engine) -> None:
        name = synced.public_names()[2]
        leaver = synced.character(name).id
        own(synced.app, signed_in(synced.app), leaver)
        synced.happen("leave", name)

        synced.sync_later(HOUR)

        assert targets_of(leaver) == [None]
        synced.check()


class TestKeepOwned:
    def test_when_a_guild_is_archived_a_persons_own_character_leads_to_the_next(self, synced: Engine) -> None:
        mine, others = (synced.character(name).id for name in synced.public_names()[:2])
        own(synced.app, signed_in(synced.app), mine)
        synced.simulator.control.add_fault("status", kind="guild*", status=404)
        synced.sync_later(HOUR)

        synced.sync_later(timedelta(hours=25))

        assert synced.guild().archived_at is not None
        assert (targets_of(mine), targets_of(others)) == ([None], [])
        synced.check()
