"""Tests of who a character is."""

from datetime import timedelta

from tests.cards.pieces import SEEN_AT, source, summary
from webapp.cards.identity import identity_of, identity_without_summary
from webapp.cards.source import Membership
from webapp.words import Faction, Role


class TestIdentityOf:
    def test_the_profile_tells(self) -> None:
        identity = identity_of(summary(), source())

        fields = identity.fields
        assert (fields["class"], fields["spec"], fields["race"]) == ("Shaman", "Elemental", "Orc")
        assert (fields["level"], fields["itemLevel"], fields["averageItemLevel"]) == (90, 310, 312)
        assert (fields["region"], identity.seen_at) == ("EU", SEEN_AT)

    def test_guild_and_rank_come_from_the_roster(self) -> None:
        place = Membership(
            guild_id=1, guild_name="Kettle", guild_realm="ravencrest", rank=2, rank_name="Raider"
        )

        fields = identity_of(
            summary(), source(membership=place, role=Role.RANGED, faction=Faction.HORDE)
        ).fields

        assert fields["guild"] == {"name": "Kettle", "realm": "ravencrest", "rank": 2, "rankName": "Raider"}
        assert (fields["role"], fields["faction"]) == ("ranged", "horde")

    def test_without_a_profile_the_row_tells(self) -> None:
        known = source(last_login_at=SEEN_AT - timedelta(days=1), level=80)

        identity = identity_without_summary(known)

        assert (identity.fields["characterName"], identity.fields["level"]) == ("Thrall", 80)
        assert (identity.fields["class"], identity.fields["classId"]) == (None, 7)
        assert identity.seen_at == SEEN_AT - timedelta(days=1)

    def test_a_character_that_nobody_confirmed_has_the_id_of_its_profile(self) -> None:
        assert identity_of(summary(), source(bnet_id=None)).fields["blizzardId"] == 42
