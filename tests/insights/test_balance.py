"""Members by role, tokens and class beside one raid, and the buffs that it lacks."""

from typing import Any

from webapp.insights.balance import balance
from webapp.insights.page import Balance, Crew
from webapp.insights.raid_needs import RAID_BUFFS
from webapp.seasons.catalogue import season_by_key
from webapp.web.classes import CLASS_NAMES
from webapp.words import Role

TOKENS = season_by_key("season-mn-2").tier.tokens


def crew(class_id: int | None, number: int = 1, **facts: Any) -> Crew:
    return Crew(**({"class_id": class_id, "spec_id": None, "role": None, "number": number} | facts))


def found(*crews: Crew) -> Balance:
    told = balance(crews, TOKENS, 90)
    assert told is not None
    return told


class TestBalance:
    def test_what_is_short_of_one_raid_says_by_how_much(self) -> None:
        told = found(crew(1, spec_id=73, role=Role.TANK), crew(5, 4, spec_id=257, role=Role.HEALER))

        assert [(one.name, one.number, one.verdict) for one in told.roles[:2]] == [
            ("Tank", 1, "1 short"),
            ("Healer", 4, "enough"),
        ]
        assert [(one.name, one.number, one.verdict) for one in told.tokens] == [
            ("Dreadful", 0, "5 short"),
            ("Mystic", 0, "5 short"),
            ("Venerated", 4, "1 short"),
            ("Zenith", 1, "4 short"),
        ]

    def test_a_buff_that_nobody_gives_is_missing(self) -> None:
        told = found(crew(1), crew(8))

        assert not {"Battle Shout", "Arcane Intellect", "Bloodlust or its like"} & set(told.missing)
        assert "Chaos Brand" in told.missing

    def test_who_is_not_read_yet_is_counted_and_told(self) -> None:
        told = found(crew(1, 2), crew(1, spec_id=72, role=Role.MELEE), crew(None))
        classes = {one.name: one for one in told.classes}

        assert (told.counted, told.unknown) == (4, 3)
        assert classes["Warrior"].note == "Fury 1, spec not known 2"
        assert (classes["Class not known"].number, classes["Mage"].number) == (1, 0)

    def test_of_nobody_there_is_none(self) -> None:
        assert balance((), TOKENS, 90) is None

    def test_each_class_has_one_kind_of_tokens_and_a_buff_is_of_known_classes(self) -> None:
        assert sorted(one for kind in TOKENS.kinds for one in kind.class_ids) == sorted(CLASS_NAMES)
        assert {one for buff in RAID_BUFFS for one in buff.class_ids} == set(CLASS_NAMES)
