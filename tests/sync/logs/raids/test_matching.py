"""Players of a report are members where name and class say so of one alone."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.clients.warcraftlogs import RaidReport, SeenPlayer
from webapp.sync.logs.raids.matching import Known, members_in

START = datetime(2026, 11, 18, 19, tzinfo=UTC)
MAGE, PRIEST = 8, 5


def report(*players: SeenPlayer) -> RaidReport:
    return RaidReport(code="aB3", started_at=START, zone_id=53, zone_name="Abyss", players=players)


def player(name: str, class_id: int | None = MAGE, *, is_benched: bool = False) -> SeenPlayer:
    return SeenPlayer(name=name, class_id=class_id, is_benched=is_benched)


def member(
    number: int, name: str = "Jaina", class_id: int | None = MAGE, left_at: datetime | None = None
) -> Known:
    return Known(character_id=number, name=name, class_id=class_id, left_at=left_at)


class TestMembersIn:
    def test_a_member_of_that_name_and_class_was_there_and_a_guest_is_nobody(self) -> None:
        found = members_in(report(player("Jaina"), player("Wayfarer")), [member(1), member(2, "Thrall")])

        assert found == {1: False}

    @pytest.mark.parametrize(
        ("name", "class_id", "found"),
        [
            ("JAINA", MAGE, {1: False}),
            ("Jaina", PRIEST, {}),
            ("Jaina", None, {1: False}),
            ("Strasse", MAGE, {}),
        ],
    )
    def test_case_and_an_unknown_class_are_no_difference(
        self, name: str, class_id: int | None, found: dict[int, bool]
    ) -> None:
        assert members_in(report(player(name, class_id)), [member(1), member(2, "Straße")]) == found

    def test_of_two_who_could_be_meant_nobody_was_there(self) -> None:
        members = [member(1), member(2), member(3, class_id=PRIEST)]

        assert members_in(report(player("Jaina")), members) == {}
        assert members_in(report(player("Jaina", PRIEST)), members) == {3: False}

    def test_who_had_left_before_the_raid_was_not_there(self) -> None:
        members = [member(1, left_at=START), member(2, left_at=START + timedelta(seconds=1))]

        assert members_in(report(player("Jaina")), members) == {2: False}

    def test_who_was_in_the_raid_too_was_not_only_on_the_bench(self) -> None:
        benched, there = player("Jaina", is_benched=True), player("Jaina")

        assert members_in(report(benched), [member(1)]) == {1: True}
        assert members_in(report(benched, there), [member(1)]) == {1: False}
        assert members_in(report(there, benched), [member(1)]) == {1: False}
