"""What the product shows of each resource: where the answer says it, and where the parsed value holds it."""

from collections.abc import Mapping

EXPANSIONS = "expansions[].instances[]"
MODES = "expansions[].instances[].modes[]"
ITEMS, WORN = "equipped_items[]", "items[]"
SKILLS, CRAFTS = "primaries|secondaries[]", "professions[]"
_REALM = {"realm.id": "realm.id", "realm.slug": "realm.slug", "realm.name": "realm.name"}
_RUNS = {
    "dungeon.id": "dungeon_id",
    "dungeon.name": "dungeon_name",
    "keystone_level": "level",
    "completed_timestamp": "completed_at",
    "duration": "duration",
    "is_completed_within_time": "is_timed",
    "keystone_affixes[].id": "affix_ids[]",
    "mythic_rating.rating": "rating.value",
    "map_rating.rating": "map_rating.value",
}


def _below(raw: str, ours: str, pairs: Mapping[str, str]) -> dict[str, str]:
    return {f"{raw}.{theirs}": f"{ours}.{held}" for theirs, held in pairs.items()}


SHOWN: dict[str, dict[str, str]] = {
    "guild": {
        "id": "id",
        "name": "name",
        **_REALM,
        "faction.type": "faction",
        "member_count": "member_count",
        "achievement_points": "achievement_points",
        "created_timestamp": "created_at",
    },
    "roster": {
        "guild.id": "guild_id",
        "guild.name": "guild_name",
        "guild.realm.slug": "guild_realm.slug",
        "members[].character.id": "members[].id",
        "members[].character.name": "members[].name",
        "members[].character.realm.slug": "members[].realm_slug",
        "members[].character.realm.id": "members[].realm_id",
        "members[].character.level": "members[].level",
        "members[].character.playable_class.id": "members[].class_id",
        "members[].character.playable_race.id": "members[].race_id",
        "members[].character.faction.type": "members[].faction",
        "members[].rank": "members[].rank",
    },
    "summary": {
        "id": "id",
        "name": "name",
        **_REALM,
        "level": "level",
        "character_class.id": "class_id",
        "character_class.name": "class_name",
        "race.id": "race_id",
        "race.name": "race_name",
        "faction.type": "faction",
        "active_spec.id": "active_spec_id",
        "active_spec.name": "active_spec_name",
        "average_item_level": "average_item_level",
        "equipped_item_level": "equipped_item_level",
        "achievement_points": "achievement_points",
        "last_login_timestamp": "last_login_at",
        "guild.id": "guild.id",
        "guild.name": "guild.name",
        "guild.realm.slug": "guild.realm_slug",
        "guild.faction.type": "guild.faction",
    },
    "status": {"id": "id", "is_valid": "is_valid"},
    "equipment": {
        **_below(
            ITEMS,
            WORN,
            {
                "slot.type": "slot",
                "item.id": "item_id",
                "name": "name",
                "quality.type": "quality",
                "level.value": "level",
                "inventory_type.type": "inventory_type",
                "bonus_list[]": "bonus_ids[]",
                "set.item_set.id": "set_id",
                "set.item_set.name": "set_name",
                "name_description.display_string": "upgrade_text",
                "limit_category": "limit_category",
                "modified_crafting_stat[].type": "crafting_stats[]",
            },
        ),
        **_below(
            "equipped_item_sets[]",
            "sets[]",
            {
                "item_set.id": "id",
                "item_set.name": "name",
                "display_string": "text",
                "effects[].required_count": "effects[].required_count",
                "effects[].display_string": "effects[].text",
                "effects[].is_active": "effects[].is_active",
            },
        ),
        **_below(
            f"{ITEMS}.sockets[]",
            f"{WORN}.sockets[]",
            {"socket_type.type": "type", "item.id": "item_id", "item.name": "item_name"},
        ),
        **_below(
            f"{ITEMS}.enchantments[]",
            f"{WORN}.enchantments[]",
            {
                "enchantment_id": "id",
                "enchantment_slot.type": "slot",
                "display_string": "text",
                "source_item.id": "source_item_id",
            },
        ),
    },
    "mythic_profile": {
        "current_mythic_rating.rating": "rating.value",
        "current_mythic_rating.color.r": "rating.color.0",
        "current_mythic_rating.color.g": "rating.color.1",
        "current_mythic_rating.color.b": "rating.color.2",
        "current_period.period.id": "current_period_id",
        "seasons[].id": "season_ids[]",
        **_below("current_period.best_runs[]", "best_runs[]", _RUNS),
    },
    "mythic_season": {
        "season.id": "season_id",
        "mythic_rating.rating": "rating.value",
        **_below("best_runs[]", "best_runs[]", _RUNS),
    },
    "raids": {
        "expansions[].expansion.id": "expansions[].id",
        "expansions[].expansion.name": "expansions[].name",
        f"{EXPANSIONS}.instance.id": f"{EXPANSIONS}.id",
        f"{EXPANSIONS}.instance.name": f"{EXPANSIONS}.name",
        f"{MODES}.difficulty.type": f"{MODES}.difficulty",
        f"{MODES}.progress.completed_count": f"{MODES}.completed",
        f"{MODES}.progress.total_count": f"{MODES}.total",
        **_below(
            f"{MODES}.progress.encounters[]",
            f"{MODES}.encounters[]",
            {
                "encounter.id": "encounter_id",
                "encounter.name": "name",
                "completed_count": "kills",
                "last_kill_timestamp": "last_kill_at",
            },
        ),
    },
    "professions": {
        f"{SKILLS}.profession.id": f"{CRAFTS}.id",
        f"{SKILLS}.profession.name": f"{CRAFTS}.name",
        f"{SKILLS}.skill_points": f"{CRAFTS}.skill",
        f"{SKILLS}.max_skill_points": f"{CRAFTS}.max_skill",
        f"{SKILLS}.specialization.name": f"{CRAFTS}.specialization",
        f"{SKILLS}.tiers[].tier.id": f"{CRAFTS}.tiers[].id",
        f"{SKILLS}.tiers[].tier.name": f"{CRAFTS}.tiers[].name",
        f"{SKILLS}.tiers[].skill_points": f"{CRAFTS}.tiers[].skill",
        f"{SKILLS}.tiers[].max_skill_points": f"{CRAFTS}.tiers[].max_skill",
        f"{SKILLS}.tiers[].known_recipes[].id": f"{CRAFTS}.tiers[].known_recipe_ids[]",
    },
    "specializations": {
        "active_specialization.id": "active_spec_id",
        "active_specialization.name": "active_spec_name",
        "active_hero_talent_tree.name": "active_hero_tree.name",
        **_below(
            "specializations[]",
            "specializations[]",
            {
                "specialization.id": "spec_id",
                "specialization.name": "spec_name",
                "loadouts[].is_active": "loadouts[].is_active",
                "loadouts[].talent_loadout_code": "loadouts[].code",
                "loadouts[].selected_hero_talent_tree.name": "loadouts[].hero_tree.name",
                "talents[].talent.id": "row_talents[].id",
                "talents[].talent.name": "row_talents[].name",
                "talents[].tier_index": "row_talents[].row",
                "talents[].column_index": "row_talents[].column",
            },
        ),
    },
    "account": _below(
        "wow_accounts[].characters[]",
        "characters[]",
        {
            "id": "id",
            "name": "name",
            **_REALM,
            "playable_class.id": "class_id",
            "playable_race.id": "race_id",
            "faction.type": "faction",
            "level": "level",
        },
    ),
    "media": {"avatar": "avatar", "inset": "inset", "main": "main"},
    "realm_index": {
        "realms[].id": "realms[].id",
        "realms[].slug": "realms[].slug",
        "realms[].name": "realms[].name",
    },
    "period_index": {"periods[].id": "period_ids[]", "current_period.id": "current_id"},
    "period": {"id": "id", "start_timestamp": "start", "end_timestamp": "end"},
    "season_index": {"seasons[].id": "season_ids[]", "current_season.id": "current_id"},
    "season": {
        "id": "id",
        "start_timestamp": "start",
        "end_timestamp": "end",
        "periods[].id": "period_ids[]",
    },
    "class_index": _below("classes[]", "entries[]", {"id": "id", "name": "name"}),
    "spec_index": _below("character_specializations[]", "entries[]", {"id": "id", "name": "name"}),
    "race_index": _below("races[]", "entries[]", {"id": "id", "name": "name"}),
    "spec": {
        "id": "id",
        "name": "name",
        "playable_class.id": "class_id",
        "playable_class.name": "class_name",
        "role.type": "role",
    },
}
"""By endpoint: a path in the answer to one in the value; ``[]`` is every item, ``a|b`` both lists' items."""
