"""What can be told, and who may know of it."""

from webapp.notifications.kinds import LABELS, NEEDED, Kind, is_open
from webapp.permissions.policy import ALL_TOOLS, MEMBERS_TOOLS, Tool


class TestKinds:
    def test_each_has_a_name_and_says_who_may_know(self) -> None:
        assert set(LABELS) == set(NEEDED) == set(Kind)

    def test_vaults_are_for_those_who_see_them_on_rosters(self) -> None:
        assert not is_open("vault_short", ALL_TOOLS - {Tool.GEAR_AUDIT})
        assert not is_open("vault_short", ALL_TOOLS - {Tool.LAST_SEEN})

    def test_officers_may_know_of_promotions_and_of_unknown_kinds_nobody(self) -> None:
        assert is_open("promoted", ALL_TOOLS)
        assert not is_open("promoted", MEMBERS_TOOLS)
        assert not is_open("gossip", ALL_TOOLS)

    def test_troubles_of_the_sync_are_for_those_who_see_operations_as_well(self) -> None:
        tools = MEMBERS_TOOLS | {Tool.NOTIFICATIONS}

        assert [is_open(one, tools) for one in ("promoted", "sync_late")] == [True, False]
