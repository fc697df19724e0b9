"""What pages and commands are told."""

from tests.sync.conftest import Engine
from webapp.sync.wishes import wish_guild_refresh


class TestStrip:
    def test_it_rests_when_nothing_is_under_way(self, synced: Engine) -> None:
        assert synced.strip().is_active is False

    def test_it_is_live_while_somebody_waits(self, synced: Engine) -> None:
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        assert synced.strip().is_active
