"""A raid's places are all given away."""

from webapp.insights.raid_needs import RAID_SIZE, ROLE_TARGETS
from webapp.words import Role


class TestRoleTargets:
    def test_they_fill_one_raid(self) -> None:
        assert (sum(ROLE_TARGETS.values()), set(ROLE_TARGETS)) == (RAID_SIZE, set(Role))
