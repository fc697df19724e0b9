"""A region's realms, read ahead of their turn."""

from tests.sync.conftest import Engine
from webapp.sync.realm_reading import are_realms_known, read_realms


def test_one_call_makes_a_regions_realms_known(engine: Engine) -> None:
    before = are_realms_known("us")

    read_realms("us", engine.client, now=engine.now)

    assert (before, are_realms_known("us"), are_realms_known("kr")) == (False, True, False)
