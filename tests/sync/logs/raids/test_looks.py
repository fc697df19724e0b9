"""Which guild's reports are looked at next."""

from datetime import timedelta

from sqlalchemy import select, update

from tests.support.no_world import settings
from tests.support.roll import NOON, add_guild
from tests.sync.logs.raids.conftest import NOW, Watch, pages
from webapp.database import transaction
from webapp.models import Guild, RaidLook
from webapp.sync.logs.raids.looks import insert_missing_looks, is_raid_look_due
from webapp.sync.pauses import Pause
from webapp.sync.pausing import begin_pause
from webapp.words import PauseScope

__all__ = ["settings"]


class TestDue:
    def test_a_guild_that_is_archived_or_paused_is_not_asked_about(self, watch: Watch) -> None:
        other = add_guild("Frostwolf", archived_at=NOON)
        with transaction() as session:
            insert_missing_looks(session, NOW)
            before = is_raid_look_due(session, NOW)
            pause = Pause(
                scope=PauseScope.GUILD, guild_id=watch.guild_id, paused_at=NOW, resumes_at=None, reason="raid"
            )
            begin_pause(session, pause)
            after = is_raid_look_due(session, NOW)
            looks = set(session.scalars(select(RaidLook.guild_id)))

        assert (before, after, looks, other in looks) == (True, False, {watch.guild_id}, False)

    def test_who_was_killed_is_late_by_a_lease(self, watch: Watch) -> None:
        watch.pages = pages([])
        watch.look()

        with transaction() as session:
            assert not is_raid_look_due(session, NOW)
            assert is_raid_look_due(session, NOW + timedelta(hours=14))
            session.execute(update(Guild).values(archived_at=NOW))
            assert not is_raid_look_due(session, NOW + timedelta(hours=14))
