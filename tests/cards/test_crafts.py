"""Tests of professions, talents and pictures on a card."""

from tests.cards.pieces import context
from webapp.cards.crafts import media_part, professions_part, talents_part


def tier(number: int, name: str, skill: int) -> dict[str, object]:
    """Return one expansion's part of a profession."""
    return {
        "tier": {"id": number, "name": name},
        "skill_points": skill,
        "max_skill_points": 100,
        "known_recipes": [{"id": 1}, {"id": 2}],
    }


class TestProfessionsPart:
    def test_the_newest_expansion_s_skill_is_shown(self) -> None:
        tiers = [tier(2871, "Khaz Algar", 100), tier(2906, "Midnight", 63), tier(2437, "Kul Tiran", 175)]
        told = {"primaries": [{"profession": {"id": 164, "name": "Blacksmithing"}, "tiers": tiers}]}

        smith = professions_part(told, context())["professions"][0]

        assert (smith["tier"], smith["skill"], smith["maxSkill"], smith["knownRecipes"]) == (
            "Midnight",
            63,
            100,
            6,
        )

    def test_ids_fell_with_the_expansions_until_battle_for_azeroth(self) -> None:
        tiers = [tier(2477, "Classic", 300), tier(2437, "Kul Tiran", 170)]
        told = {"primaries": [{"profession": {"id": 164}, "tiers": tiers}]}

        assert professions_part(told, context())["professions"][0]["tier"] == "Kul Tiran"

    def test_archaeology_has_skill_without_tiers(self) -> None:
        told = {"secondaries": [{"profession": {"id": 794}, "skill_points": 883, "max_skill_points": 950}]}

        digger = professions_part(told, context())["professions"][0]

        assert (digger["isPrimary"], digger["skill"], digger["tier"]) == (False, 883, None)

    def test_who_learned_none_has_an_empty_list(self) -> None:
        assert professions_part({}, context())["professions"] == []


class TestTalentsPart:
    def test_the_active_loadout_of_the_active_specialization_is_shown(self) -> None:
        other = {"specialization": {"id": 71}, "loadouts": [{"is_active": True, "talent_loadout_code": "NO"}]}
        ours = {
            "specialization": {"id": 72},
            "loadouts": [{"talent_loadout_code": "OLD"}, {"is_active": True, "talent_loadout_code": "CODE"}],
        }
        told = {
            "active_specialization": {"id": 72, "name": "Fury"},
            "active_hero_talent_tree": {"name": "Slayer"},
            "specializations": [other, ours],
        }

        talents = talents_part(told, context())

        assert (talents["spec"], talents["heroTree"], talents["code"]) == ("Fury", "Slayer", "CODE")

    def test_before_patch_10_there_was_no_code(self) -> None:
        told = {
            "active_specialization": {"id": 72, "name": "Fury"},
            "specializations": [{"specialization": {}}],
        }

        assert talents_part(told, context())["code"] is None


class TestMediaPart:
    def test_pictures_of_today(self) -> None:
        told = {"assets": [{"key": "avatar", "value": "a"}, {"key": "main-raw", "value": "m"}]}

        media = media_part(told, context())

        assert (media["avatar"], media["inset"], media["main"]) == ("a", None, "m")

    def test_pictures_of_2019(self) -> None:
        media = media_part({"avatar_url": "a", "bust_url": "b", "render_url": "c"}, context())

        assert (media["avatar"], media["inset"], media["main"]) == ("a", "b", "c")
