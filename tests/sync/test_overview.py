"""What commands are told about the whole engine."""

from dataclasses import asdict
from datetime import timedelta

import orjson
import pytest

from tests.sync.conftest import MORE_MEMBERS, Engine
from webapp.sync.overview import sync_overview

HOUR = timedelta(hours=1)


@pytest.fixture
def members() -> int:
    """Let the guild have more people of each kind."""
    return MORE_MEMBERS


class TestSyncOverview:
    def test_it_tells_what_is_due_and_what_failed(self, synced_on: Engine) -> None:
        synced_on.make_due()

        overview = sync_overview(synced_on.now)

        (guild,) = overview.guilds
        assert (guild.name, guild.members, guild.characters_due) == (
            "Lantern Watch",
            MORE_MEMBERS,
            MORE_MEMBERS,
        )
        assert (overview.characters_due, overview.rosters_due, overview.wishes) == (MORE_MEMBERS, 1, 0)
        assert set(overview.failures) == {"not_found"}

    def test_it_can_be_written_as_json(self, synced: Engine) -> None:
        text = orjson.dumps(asdict(sync_overview(synced.now)))

        assert orjson.loads(text)["recent"][0]["outcome"] == "ok"
