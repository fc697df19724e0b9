"""The one table of Battle.net's addresses: where each is, its namespace and its parser."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from webapp.clients.battlenet.payloads import (
    account,
    character,
    equipment,
    gamedata,
    guild,
    mythic,
    raids,
    specializations,
)
from webapp.clients.battlenet.regions import Namespace, Region
from webapp.clients.upstream.door import Json

T = TypeVar("T")

_GUILD = "/data/wow/guild/{realm}/{guild}"
_CHARACTER = "/profile/wow/character/{realm}/{character}"
_KEYSTONE = "/data/wow/mythic-keystone"


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[T]):
    """One kind of address; guilds live under /data/ but in the profile namespace."""

    name: str
    path: str
    namespace: Namespace
    parse: Callable[[Json], T]

    def address(self, region: Region, parts: dict[str, str]) -> str:
        """Return path and query for one resource; the parts are percent-encoded already."""
        return f"{self.path.format(**parts)}?namespace={self.namespace}-{region}&locale={region.locale}"


GUILD = Endpoint("guild", _GUILD, Namespace.PROFILE, guild.parse_guild)
ROSTER = Endpoint("roster", f"{_GUILD}/roster", Namespace.PROFILE, guild.parse_roster)
SUMMARY = Endpoint("summary", _CHARACTER, Namespace.PROFILE, character.parse_summary)
STATUS = Endpoint("status", f"{_CHARACTER}/status", Namespace.PROFILE, character.parse_status)
EQUIPMENT = Endpoint("equipment", f"{_CHARACTER}/equipment", Namespace.PROFILE, equipment.parse_equipment)
MYTHIC_PROFILE = Endpoint(
    "mythic_profile", f"{_CHARACTER}/mythic-keystone-profile", Namespace.PROFILE, mythic.parse_mythic_profile
)
MYTHIC_SEASON = Endpoint(
    "mythic_season",
    f"{_CHARACTER}/mythic-keystone-profile/season/{{id}}",
    Namespace.PROFILE,
    mythic.parse_mythic_season,
)
RAIDS = Endpoint("raids", f"{_CHARACTER}/encounters/raids", Namespace.PROFILE, raids.parse_raids)
PROFESSIONS = Endpoint(
    "professions", f"{_CHARACTER}/professions", Namespace.PROFILE, character.parse_professions
)
SPECIALIZATIONS = Endpoint(
    "specializations",
    f"{_CHARACTER}/specializations",
    Namespace.PROFILE,
    specializations.parse_specializations,
)
MEDIA = Endpoint("media", f"{_CHARACTER}/character-media", Namespace.PROFILE, character.parse_media)
ACCOUNT = Endpoint("account", "/profile/user/wow", Namespace.PROFILE, account.parse_account)
REALM_INDEX = Endpoint("realm_index", "/data/wow/realm/index", Namespace.DYNAMIC, gamedata.parse_realm_index)
PERIOD_INDEX = Endpoint(
    "period_index", f"{_KEYSTONE}/period/index", Namespace.DYNAMIC, gamedata.parse_period_index
)
PERIOD = Endpoint("period", f"{_KEYSTONE}/period/{{id}}", Namespace.DYNAMIC, gamedata.parse_period)
SEASON_INDEX = Endpoint(
    "season_index", f"{_KEYSTONE}/season/index", Namespace.DYNAMIC, gamedata.parse_season_index
)
SEASON = Endpoint("season", f"{_KEYSTONE}/season/{{id}}", Namespace.DYNAMIC, gamedata.parse_season)
CLASS_INDEX = Endpoint(
    "class_index", "/data/wow/playable-class/index", Namespace.STATIC, gamedata.parse_class_index
)
SPEC_INDEX = Endpoint(
    "spec_index", "/data/wow/playable-specialization/index", Namespace.STATIC, gamedata.parse_spec_index
)
SPEC = Endpoint("spec", "/data/wow/playable-specialization/{id}", Namespace.STATIC, gamedata.parse_spec)
RACE_INDEX = Endpoint(
    "race_index", "/data/wow/playable-race/index", Namespace.STATIC, gamedata.parse_race_index
)
