"""The recorded Battle.net, and settings of an app that asks it."""

from collections.abc import Callable, Iterator

import pytest

from tests.contract.recorded import RecordedBattleNet
from tests.contract.recordings import recordings
from tests.support.roll import NO_LIMITS
from webapp.config import Settings


@pytest.fixture
def recorded() -> Iterator[RecordedBattleNet]:
    """Give a server that answers with everything that was recorded, each thing at its own address."""
    with RecordedBattleNet(recordings()) as server:
        yield server


@pytest.fixture(scope="session")
def settings_for(redis_url: str) -> Callable[[RecordedBattleNet, str], Settings]:
    """Give what makes the settings of an app that asks a server and keeps its rows in a database."""

    def make(server: RecordedBattleNet, database_url: str) -> Settings:
        return Settings(
            limits_factor=NO_LIMITS,
            database_url=database_url,
            redis_url=redis_url,
            battlenet_client_id="recorded-client",
            battlenet_client_secret="recorded-secret",
            battlenet_api_base=f"{server.url}/{{region}}",
            battlenet_oauth_base=server.url,
            log_level="ERROR",
        )

    return make
