"""The world as it is, for tests that compare a product's copy with it."""

from typing import Any

from simulator.gear import item_levels
from simulator.last_season import shown_rating
from simulator.people import Person
from simulator.world import GuildState, World


def guild_truth(world: World, state: GuildState) -> dict[str, Any]:
    """Return a guild with all its members."""
    return {
        "id": state.guild.id,
        "name": state.name,
        "slug": state.slug,
        "region": state.guild.region,
        "realm": state.guild.realm.slug,
        "members": [member_truth(world, world.person(index)) for index in state.members],
    }


def member_truth(world: World, person: Person) -> dict[str, Any]:
    """Return what is true of a character now; item level and rating only where it has a profile."""
    seen_at = world.last_login(person)
    public = world.has_profile(person)
    return {
        "id": person.id,
        "name": person.name,
        "realm": person.realm,
        "rank": person.rank,
        "level": world.level(person),
        "class_id": person.class_id,
        "spec_id": person.spec_id,
        "race_id": person.race_id,
        "has_profile": public,
        "is_valid": person.is_valid,
        "last_login_timestamp": seen_at * 1_000,
        "equipped_item_level": item_levels(world.seed, person, at=seen_at)[1] if public else None,
        "rating": shown_rating(world.seed, person, until=seen_at) if public else None,
    }


def world_truth(world: World) -> dict[str, Any]:
    """Return the world's size and the guilds of every region, with the names to ask for them."""
    guilds = [world.guild(guild.number) for guild in world.census.guilds]
    return {
        "seed": world.seed,
        "characters": world.census.characters,
        "now": world.clock.now(),
        "guilds": [
            {
                "region": state.guild.region,
                "realm": state.guild.realm.slug,
                "slug": state.slug,
                "name": state.name,
                "members": len(state.members),
            }
            for state in guilds
        ],
    }
