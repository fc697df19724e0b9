"""One whole answer of each kind, written by hand: everybody and everything in them is made up."""

from typing import Any

BIGGEST_ID = 2**63 - 1
MOMENT_MS = 1_786_800_000_000  # 2026-08-15 13:20 UTC

REALM: dict[str, Any] = {"id": 901, "slug": "rainmoor", "name": "Rainmoor"}

SUMMARY: dict[str, Any] = {
    "id": BIGGEST_ID,
    "name": "Jaina",
    "realm": REALM,
    "level": 80,
    "character_class": {"id": 8, "name": "Mage"},
    "race": {"id": 1, "name": "Human"},
    "faction": {"type": "ALLIANCE", "name": "Alliance"},
    "active_spec": {"id": 64, "name": "Frost"},
    "average_item_level": 642,
    "equipped_item_level": 639,
    "achievement_points": 12_345,
    "last_login_timestamp": MOMENT_MS,
    "guild": {
        "id": 77,
        "name": "Cold Kettle",
        "realm": dict(REALM),
        "faction": {"type": "HORDE", "name": "Horde"},
    },
    "is_remix": False,
    "houses": [{"id": 1}],
}
STATUS: dict[str, Any] = {"id": BIGGEST_ID, "is_valid": True}
PROFESSIONS: dict[str, Any] = {
    "primaries": [
        {
            "profession": {"id": 10, "name": "Kettle Making"},
            "specialization": {"name": "Copper Kettles"},
            "tiers": [
                {
                    "tier": {"id": 11, "name": "Coastal Kettle Making"},
                    "skill_points": 88,
                    "max_skill_points": 100,
                    "known_recipes": [{"id": 501, "name": "Small Kettle"}, {"id": 502}],
                }
            ],
        }
    ],
    "secondaries": [
        {"profession": {"id": 12, "name": "Digging"}, "skill_points": 420, "max_skill_points": 950}
    ],
}
MEDIA: dict[str, Any] = {
    "character": {"id": 5, "name": "Jaina"},
    "assets": [
        {"key": "avatar", "value": "https://pictures.test/avatar.jpg"},
        {"key": "inset", "value": "https://pictures.test/inset.jpg"},
        {"key": "main", "value": "https://pictures.test/main.jpg"},
        {"key": "main-raw", "value": "https://pictures.test/main-raw.png"},
    ],
}
HERO_TREE: dict[str, Any] = {"id": 40, "name": "Steamcaller"}
SPECIALIZATIONS: dict[str, Any] = {
    "specializations": [
        {
            "specialization": {"id": 64, "name": "Frost"},
            "loadouts": [
                {
                    "is_active": True,
                    "talent_loadout_code": "CAEArjKettle",
                    "selected_hero_talent_tree": HERO_TREE,
                    "selected_class_talents": [{"id": 1, "rank": 1}],
                }
            ],
            "talents": [
                {"talent": {"id": 71, "name": "Cold Spout"}, "tier_index": 0, "column_index": 2},
            ],
        }
    ],
    "active_specialization": {"id": 64, "name": "Frost"},
    "active_hero_talent_tree": HERO_TREE,
}
EQUIPMENT: dict[str, Any] = {
    "equipped_items": [
        {
            "slot": {"type": "HEAD", "name": "Head"},
            "item": {"id": 3001},
            "name": "Lid of the Patient Kettle",
            "quality": {"type": "EPIC", "name": "Epic"},
            "level": {"value": 645, "display_string": "Item Level 645"},
            "inventory_type": {"type": "HEAD"},
            "item_class": {"id": 4, "name": "Armor"},
            "item_subclass": {"id": 1, "name": "Cloth"},
            "bonus_list": [9101, 9102],
            "set": {"item_set": {"id": 1600, "name": "Kettle Regalia"}, "display_string": "(2/5)"},
            "sockets": [
                {"socket_type": {"type": "PRISMATIC"}, "item": {"id": 3002, "name": "Cloudy Bead"}},
                {"socket_type": {"type": "PRISMATIC"}},
            ],
            "enchantments": [
                {
                    "enchantment_id": 7001,
                    "enchantment_slot": {"id": 0, "type": "PERMANENT"},
                    "source_item": {"id": 3003, "name": "Scroll of Steam"},
                    "display_string": "Enchanted: +5 Steam",
                }
            ],
            "name_description": {"display_string": "Hero 3/6", "color": {"r": 0, "g": 255, "b": 0}},
            "limit_category": "Unique-Equipped: Embellished (2)",
            "modified_crafting_stat": [{"id": 36, "type": "HASTE_RATING", "name": "Haste"}],
        }
    ],
    "equipped_item_sets": [
        {
            "item_set": {"id": 1600, "name": "Kettle Regalia"},
            "items": [
                {"item": {"id": 3001, "name": "Lid of the Patient Kettle"}, "is_equipped": True},
                {"item": {"id": 3009, "name": "Handle of the Patient Kettle"}},
            ],
            "effects": [{"display_string": "(2) Set: Boil.", "required_count": 2, "is_active": True}],
            "display_string": "Kettle Regalia (1/5)",
        }
    ],
}
GUILD: dict[str, Any] = {
    "id": BIGGEST_ID,
    "name": "Cold Kettle",
    "realm": REALM,
    "faction": {"type": "HORDE", "name": "Horde"},
    "member_count": 321,
    "achievement_points": 1_230,
    "created_timestamp": MOMENT_MS,
    "name_search": "cold kettle",
}
ROSTER: dict[str, Any] = {
    "guild": {"id": 77, "name": "Cold Kettle", "realm": REALM},
    "members": [
        {
            "character": {
                "id": BIGGEST_ID,
                "name": "Thrall",
                "realm": {"id": 902, "slug": "mudfen"},
                "level": 80,
                "playable_class": {"id": 7},
                "playable_race": {"id": 2},
                "faction": {"type": "HORDE"},
            },
            "rank": 0,
        }
    ],
}
COLOUR = {"r": 255, "g": 128, "b": 0, "a": 1.0}
RUN: dict[str, Any] = {
    "dungeon": {"id": 601, "name": "Drowned Bakery"},
    "keystone_level": 12,
    "completed_timestamp": MOMENT_MS,
    "duration": 1_750_250,
    "is_completed_within_time": True,
    "keystone_affixes": [{"id": 9, "name": "Tyrannical"}, {"id": 148}],
    "mythic_rating": {"rating": 151.25, "color": COLOUR},
    "map_rating": {"rating": 302.5, "color": COLOUR},
    "members": [{"character": {"id": 5, "name": "Jaina"}}],
}
MYTHIC_PROFILE: dict[str, Any] = {
    "current_period": {"period": {"id": 1077}, "best_runs": [RUN]},
    "current_mythic_rating": {"rating": 2481.6, "color": COLOUR},
    "seasons": [{"id": 9}, {"id": 0}, {"id": 13}],
}
MYTHIC_SEASON: dict[str, Any] = {
    "season": {"id": 13},
    "mythic_rating": {"rating": 2481.6, "color": COLOUR},
    "best_runs": [RUN],
}
BOSS: dict[str, Any] = {
    "encounter": {"id": 4001, "name": "The Head Baker"},
    "completed_count": 3,
    "last_kill_timestamp": MOMENT_MS,
}
RAIDS: dict[str, Any] = {
    "expansions": [
        {
            "expansion": {"id": 514, "name": "Tides of Tea"},
            "instances": [
                {
                    "instance": {"id": 1401, "name": "The Great Oven"},
                    "modes": [
                        {
                            "difficulty": {"type": "HEROIC", "name": "Heroic"},
                            "status": {"type": "IN_PROGRESS"},
                            "progress": {"completed_count": 1, "total_count": 8, "encounters": [BOSS]},
                        }
                    ],
                }
            ],
        }
    ]
}
REALM_INDEX: dict[str, Any] = {"realms": [REALM, {"id": 902, "slug": "mudfen", "name": "Mud'fen"}]}
PERIOD_INDEX: dict[str, Any] = {
    "periods": [{"id": 1077}, {"id": 1075}, {"id": 1076}],
    "current_period": {"id": 1077},
}
PERIOD: dict[str, Any] = {
    "id": 1077,
    "start_timestamp": MOMENT_MS,
    "end_timestamp": MOMENT_MS + 7 * 86_400_000,
}
SEASON_INDEX: dict[str, Any] = {"seasons": [{"id": 13}, {"id": 0}, {"id": 9}], "current_season": {"id": 13}}
SEASON: dict[str, Any] = {
    "id": 13,
    "start_timestamp": MOMENT_MS,
    "end_timestamp": MOMENT_MS + 86_400_000,
    "periods": [{"id": 1077}, {"id": 1076}],
}
CLASS_INDEX: dict[str, Any] = {"classes": [{"id": 8, "name": "Mage"}]}
SPEC_INDEX: dict[str, Any] = {
    "character_specializations": [{"id": 64, "name": "Frost"}],
    "pet_specializations": [{"id": 79, "name": "Cunning"}],
}
RACE_INDEX: dict[str, Any] = {"races": [{"id": 1, "name": "Human"}]}
SPEC: dict[str, Any] = {
    "id": 64,
    "name": "Frost",
    "playable_class": {"id": 8, "name": "Mage"},
    "role": {"type": "DAMAGE", "name": "Damage"},
}
ACCOUNT: dict[str, Any] = {
    "id": 1,
    "wow_accounts": [
        {
            "id": 2,
            "characters": [
                {
                    "id": BIGGEST_ID,
                    "name": "Jaina",
                    "realm": REALM,
                    "playable_class": {"id": 8, "name": "Mage"},
                    "playable_race": {"id": 1, "name": "Human"},
                    "gender": {"type": "FEMALE", "name": "Female"},
                    "faction": {"type": "ALLIANCE", "name": "Alliance"},
                    "level": 80,
                }
            ],
        },
        {"id": 3, "characters": []},
    ],
}
