"""What README tells to type works in the demo."""

import re

from simulator.clock import WorldClock
from simulator.process import DEFAULT_MEMBERS, DEFAULT_SEED
from simulator.world import World
from tests.architecture.sources import ROOT

READS = re.compile(r"/characters/eu/argent-dawn/(\w+)|region=EU&realm=Argent%20Dawn&characterName=(\w+)")
MIDNIGHT = 1_793_836_800  # Thursday 5 November 2026, 00:00 UTC


class TestExamples:
    def test_whom_the_api_is_asked_for_is_a_member_of_the_demo_guild_with_a_profile(self) -> None:
        names = {one or other for one, other in READS.findall((ROOT / "README.md").read_text())}
        world = World(
            seed=DEFAULT_SEED, members=DEFAULT_MEMBERS, characters=500, clock=WorldClock(), anchor=MIDNIGHT
        )
        guild = world.find_guild("eu", "argent-dawn", "lantern-watch")

        assert guild is not None
        members = {person.name for person in map(world.person, guild.members) if world.has_profile(person)}
        assert names
        assert names <= members
