"""Talents of today and of before patch 10.0, whole and with pieces missing."""

import pytest

from tests.clients.battlenet.payloads.answers import SPECIALIZATIONS
from tests.clients.battlenet.payloads.documents import changed, each_harm, emptied, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.specializations import (
    HeroTree,
    Loadout,
    RowTalent,
    Specializations,
    SpecTalents,
    parse_specializations,
)

STEAM = HeroTree(id=40, name="Steamcaller")
LOADOUT = Loadout(is_active=True, code="CAEArjKettle", hero_tree=STEAM)
FROST = SpecTalents(
    spec_id=64,
    spec_name="Frost",
    loadouts=(LOADOUT,),
    row_talents=(RowTalent(id=71, name="Cold Spout", row=0, column=2),),
)
WHOLE = Specializations(
    active_spec_id=64, active_spec_name="Frost", active_hero_tree=STEAM, specializations=(FROST,)
)


def chosen(place: str, value: object) -> SpecTalents:
    """Read the specialization with another value at one place."""
    parsed = parse_specializations(changed(SPECIALIZATIONS, f"specializations.0.{place}", value))
    return parsed.specializations[0]


class TestParseSpecializations:
    def test_a_whole_answer_is_read(self) -> None:
        assert parse_specializations(json_of(SPECIALIZATIONS)) == WHOLE

    def test_one_who_never_chose_has_nothing(self) -> None:
        parsed = parse_specializations(json_of({}))

        assert (parsed.specializations, parsed.active_spec_id) == ((), None)

    @each_harm
    @pytest.mark.parametrize(
        ("place", "fields"),
        [
            ("active_specialization", ["active_spec_id", "active_spec_name"]),
            ("active_hero_talent_tree", ["active_hero_tree"]),
        ],
    )
    def test_what_is_not_there_is_not_known(self, place: str, fields: list[str], harm: object) -> None:
        assert parse_specializations(changed(SPECIALIZATIONS, place, harm)) == emptied(WHOLE, *fields)


class TestSpecTalents:
    @each_harm
    @pytest.mark.parametrize("place", ["specialization", "specialization.id"])
    def test_without_an_id_it_is_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            chosen(place, harm)

        assert error.value.field == path_of(f"specializations.0.{place}")

    @each_harm
    @pytest.mark.parametrize(("place", "field"), [("loadouts", "loadouts"), ("talents", "row_talents")])
    def test_a_list_that_is_not_there_is_empty(self, place: str, field: str, harm: object) -> None:
        assert chosen(place, harm) == emptied(FROST, field, to=())

    def test_the_active_loadout_is_the_one_in_use(self) -> None:
        idle = {"is_active": False, "talent_loadout_code": "Idle"}
        active = SPECIALIZATIONS["specializations"][0]["loadouts"][0]

        assert chosen("loadouts", [idle, active]).active_loadout == LOADOUT
        assert chosen("loadouts", [idle]).active_loadout is None

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field"), [("talent_loadout_code", "code"), ("selected_hero_talent_tree", "hero_tree")]
    )
    def test_a_loadout_may_say_little(self, place: str, field: str, harm: object) -> None:
        assert chosen(f"loadouts.0.{place}", harm).loadouts == (emptied(LOADOUT, field),)
