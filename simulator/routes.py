"""Which resource a path names."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote

from simulator.gamedata import REGIONS


class Kind(StrEnum):
    """The resources that the simulator knows; faults are matched on these words."""

    TOKEN = "token"  # noqa: S105 - the name of an endpoint
    GUILD = "guild"
    GUILD_ROSTER = "guild-roster"
    CHARACTER_SUMMARY = "character-summary"
    CHARACTER_STATUS = "character-status"
    CHARACTER_EQUIPMENT = "character-equipment"
    CHARACTER_KEYSTONES = "character-keystones"
    CHARACTER_KEYSTONE_SEASON = "character-keystone-season"
    CHARACTER_RAIDS = "character-raids"
    CHARACTER_PROFESSIONS = "character-professions"
    CHARACTER_MEDIA = "character-media"
    CHARACTER_SPECIALIZATIONS = "character-specializations"
    ACCOUNT = "account-profile"
    REALM_INDEX = "realm-index"
    PERIOD_INDEX = "period-index"
    PERIOD = "period"
    SEASON_INDEX = "season-index"
    SEASON = "season"
    DUNGEON_INDEX = "dungeon-index"
    CLASS_INDEX = "class-index"
    RACE_INDEX = "race-index"
    SPECIALIZATION_INDEX = "specialization-index"
    SPECIALIZATION = "specialization"
    OAUTH_DISCOVERY = "oauth-discovery"
    OAUTH_JWKS = "oauth-jwks"
    # Where somebody sees whom to be, and where the choice goes and leads back to the application.
    OAUTH_PAGE = "oauth-page"
    OAUTH_STYLE = "oauth-style"
    OAUTH_AUTHORIZE = "oauth-authorize"
    # The token endpoint when it is given a code; with a client's credentials it is TOKEN.
    OAUTH_TOKEN = "oauth-token"  # noqa: S105 - the same
    OAUTH_USERINFO = "oauth-userinfo"
    OAUTH_CHECK = "oauth-check-token"
    OAUTH_REVOKE = "oauth-revoke"
    WCL_TOKEN = "wcl-token"  # noqa: S105 - the name of an endpoint
    WCL_GRAPHQL = "wcl-graphql"
    DISCORD_WEBHOOK = "discord-webhook"
    # Blizzard's server of pictures, which is another host there.
    PICTURE = "picture"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Route:
    """A resource and what its path says of it."""

    kind: Kind
    region: str | None = None
    realm: str = ""
    name: str = ""
    number: int = 0


_SECTIONS = {
    (): Kind.CHARACTER_SUMMARY,
    ("status",): Kind.CHARACTER_STATUS,
    ("equipment",): Kind.CHARACTER_EQUIPMENT,
    ("mythic-keystone-profile",): Kind.CHARACTER_KEYSTONES,
    ("encounters", "raids"): Kind.CHARACTER_RAIDS,
    ("professions",): Kind.CHARACTER_PROFESSIONS,
    ("character-media",): Kind.CHARACTER_MEDIA,
    ("specializations",): Kind.CHARACTER_SPECIALIZATIONS,
}
_SEASON_SECTION = ("mythic-keystone-profile", "season")
_INDEXES = {
    ("realm", "index"): Kind.REALM_INDEX,
    ("mythic-keystone", "period", "index"): Kind.PERIOD_INDEX,
    ("mythic-keystone", "season", "index"): Kind.SEASON_INDEX,
    ("mythic-keystone", "dungeon", "index"): Kind.DUNGEON_INDEX,
    ("playable-class", "index"): Kind.CLASS_INDEX,
    ("playable-race", "index"): Kind.RACE_INDEX,
    ("playable-specialization", "index"): Kind.SPECIALIZATION_INDEX,
}
_NUMBERED = {
    ("mythic-keystone", "period"): Kind.PERIOD,
    ("mythic-keystone", "season"): Kind.SEASON,
    ("playable-specialization",): Kind.SPECIALIZATION,
}
_FIXED_PATHS = {
    ("token",): Kind.TOKEN,
    ("oauth", "token"): Kind.TOKEN,
    (".well-known", "openid-configuration"): Kind.OAUTH_DISCOVERY,
    ("oauth", ".well-known", "openid-configuration"): Kind.OAUTH_DISCOVERY,
    ("jwks",): Kind.OAUTH_JWKS,
    ("jwks", "certs"): Kind.OAUTH_JWKS,
    ("authorize",): Kind.OAUTH_PAGE,
    ("oauth", "authorize"): Kind.OAUTH_PAGE,
    ("authorize.css",): Kind.OAUTH_STYLE,
    ("userinfo",): Kind.OAUTH_USERINFO,
    ("oauth", "userinfo"): Kind.OAUTH_USERINFO,
    ("oauth", "check_token"): Kind.OAUTH_CHECK,
    ("v2", "check_token"): Kind.OAUTH_CHECK,
    ("revoke",): Kind.OAUTH_REVOKE,
    ("wcl", "oauth", "token"): Kind.WCL_TOKEN,
    ("wcl", "api", "v2", "client"): Kind.WCL_GRAPHQL,
}
WCL_KINDS = frozenset({Kind.WCL_TOKEN, Kind.WCL_GRAPHQL})
OAUTH_KINDS = frozenset(kind for kind in Kind if kind.value.startswith("oauth-"))


@lru_cache(maxsize=50_000)
def route(path: str) -> Route:
    """Return what a path names; unknown when it names nothing."""
    parts = tuple(unquote(part, errors="replace") for part in path.strip("/").split("/"))
    if parts in _FIXED_PATHS:
        return Route(_FIXED_PATHS[parts])
    region = parts[0] if parts[0] in REGIONS else None
    rest = parts[1:] if region else parts
    match rest:
        case ("render", *_) | ("api", *_):
            return _elsewhere(rest, region)
        case ("data", "wow", "guild", realm, name, *tail) if tail in ([], ["roster"]):
            return Route(Kind.GUILD_ROSTER if tail else Kind.GUILD, region, realm, name)
        case ("profile", *profile):
            return _profile(region, tuple(profile))
        case ("data", "wow", *data):
            return _data(region, tuple(data))
    return Route(Kind.UNKNOWN, region)


def _elsewhere(parts: tuple[str, ...], region: str | None) -> Route:
    """Tell what is another host there: pictures of Blizzard, webhooks of Discord."""
    match parts:
        case ("render", place, "character", realm, _shard, file) if place in REGIONS:
            number, _, kind = file.rpartition(".")[0].partition("-")
            if number.isdecimal():
                return Route(Kind.PICTURE, place, realm, kind, int(number))
        case ("api", "webhooks", number, _key) | ("api", _, "webhooks", number, _key) if not region:
            if number.isdecimal():
                return Route(Kind.DISCORD_WEBHOOK, number=int(number))
    return Route(Kind.UNKNOWN)


def _profile(region: str | None, profile: tuple[str, ...]) -> Route:
    match profile:
        case ("user", "wow"):
            return Route(Kind.ACCOUNT, region)
        case ("wow", "character", realm, name, *section):
            return _section(region, realm, name, tuple(section))
    return Route(Kind.UNKNOWN, region)


def _section(region: str | None, realm: str, name: str, section: tuple[str, ...]) -> Route:
    if section[:-1] == _SEASON_SECTION and section[-1].isdecimal():
        return Route(Kind.CHARACTER_KEYSTONE_SEASON, region, realm, name, int(section[-1]))
    return Route(_SECTIONS.get(section, Kind.UNKNOWN), region, realm, name)


def _data(region: str | None, data: tuple[str, ...]) -> Route:
    if data in _INDEXES:
        return Route(_INDEXES[data], region)
    if data[:-1] in _NUMBERED and data[-1].isdecimal():
        return Route(_NUMBERED[data[:-1]], region, number=int(data[-1]))
    return Route(Kind.UNKNOWN, region)
