"""Every resource that the product calls has its simulated shape compared with the recorded ones."""

import pytest

from tests.contract.recordings import ENDPOINTS, linked_endpoint
from tests.simulator.test_shapes import CHARACTER, RESOURCES
from webapp.clients.battlenet.endpoints import Endpoint


def compared() -> set[tuple[str, str]]:
    """Return the resources and namespaces whose shapes are compared."""
    somebody = "/profile/wow/character/somewhere/somebody"
    found = (
        (linked_endpoint(path.replace(CHARACTER, somebody)), space) for path, space in RESOURCES.values()
    )
    signed_in = {("account", "profile")}  # by tests/simulator/oauth/test_shapes.py, with a person's token
    return {(resource[0].name, space) for resource, space in found if resource} | signed_in


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: one.name)
class TestACalledResource:
    def test_is_among_those_whose_shapes_are_compared(self, endpoint: Endpoint[object]) -> None:
        assert (endpoint.name, endpoint.namespace) in compared()
