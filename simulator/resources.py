"""What Battle.net's headers say about each resource: namespace, schema, lifetime."""

from dataclasses import dataclass

from simulator.routes import Kind

_ROSTER_SECONDS, _SEASON_SECONDS, _STATIC_SECONDS = 10_800, 1_800, 86_400


@dataclass(frozen=True, slots=True)
class Resource:
    """Namespace, schema with revision, and the `max-age` in seconds where one is sent."""

    namespace: str
    schema: str
    revision: int
    max_age: int | None = None


RESOURCES = {
    Kind.GUILD: Resource("profile", "guild", 8, _ROSTER_SECONDS),
    Kind.GUILD_ROSTER: Resource("profile", "guild-roster", 7, _ROSTER_SECONDS),
    Kind.CHARACTER_SUMMARY: Resource("profile", "character", 18),
    Kind.CHARACTER_STATUS: Resource("profile", "character-status", 1),
    Kind.CHARACTER_EQUIPMENT: Resource("profile", "character-equipment", 4),
    Kind.CHARACTER_KEYSTONES: Resource("profile", "mythic-keystone-profile", 6),
    Kind.CHARACTER_KEYSTONE_SEASON: Resource("profile", "mythic-keystone-profile-season", 5),
    Kind.CHARACTER_RAIDS: Resource("profile", "character-raid-progression-raids", 1),
    Kind.CHARACTER_PROFESSIONS: Resource("profile", "character-professions", 1),
    Kind.CHARACTER_MEDIA: Resource("profile", "character-media", 4),
    Kind.CHARACTER_SPECIALIZATIONS: Resource("profile", "character-specializations", 6),
    # No recording tells the headers of this one: its schema is named like its siblings'.
    Kind.ACCOUNT: Resource("profile", "account-profile", 1),
    Kind.REALM_INDEX: Resource("dynamic", "realm", 7, _STATIC_SECONDS),
    Kind.PERIOD_INDEX: Resource("dynamic", "mythic-keystone-period", 1, _SEASON_SECONDS),
    Kind.PERIOD: Resource("dynamic", "mythic-keystone-period", 1, _SEASON_SECONDS),
    Kind.SEASON_INDEX: Resource("dynamic", "mythic-keystone-season", 2, _SEASON_SECONDS),
    Kind.SEASON: Resource("dynamic", "mythic-keystone-season", 2, _SEASON_SECONDS),
    Kind.DUNGEON_INDEX: Resource("dynamic", "mythic-keystone-dungeon", 3, _STATIC_SECONDS),
    Kind.CLASS_INDEX: Resource("static", "playable-class", 1, _STATIC_SECONDS),
    Kind.RACE_INDEX: Resource("static", "playable-race", 1, _STATIC_SECONDS),
    Kind.SPECIALIZATION_INDEX: Resource("static", "playable-specialization", 2, _STATIC_SECONDS),
    Kind.SPECIALIZATION: Resource("static", "playable-specialization", 2, _STATIC_SECONDS),
}
