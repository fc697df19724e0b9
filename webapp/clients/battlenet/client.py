"""Battle.net's endpoints as methods; all threads of a process share one instance."""

from typing import TypeVar

from webapp.clients.battlenet import endpoints
from webapp.clients.battlenet.answers import Answer
from webapp.clients.battlenet.endpoints import Endpoint
from webapp.clients.battlenet.payloads.character import (
    CharacterStatus,
    CharacterSummary,
    Media,
    Professions,
)
from webapp.clients.battlenet.payloads.equipment import Equipment
from webapp.clients.battlenet.payloads.gamedata import (
    ClassIndex,
    Period,
    PeriodIndex,
    RaceIndex,
    RealmIndex,
    Season,
    SeasonIndex,
    Spec,
    SpecIndex,
)
from webapp.clients.battlenet.payloads.guild import Guild, Roster
from webapp.clients.battlenet.payloads.mythic import MythicProfile, MythicSeason
from webapp.clients.battlenet.payloads.raids import Raids
from webapp.clients.battlenet.payloads.specializations import Specializations
from webapp.clients.battlenet.regions import Region, character_part, guild_part, realm_part
from webapp.clients.battlenet.wire import TOTAL_SECONDS, CallHook, Question, Wire
from webapp.clients.upstream.tokens import TokenSource
from webapp.lib.governor import Governor
from webapp.lib.http import Http

T = TypeVar("T")


class BattleNet:
    """Every method makes one call (at most three attempts in 20 s) and raises BattleNetError.

    ``api_base`` may hold ``{region}``. ``on_call`` hears of every attempt, in the thread that made it.
    """

    def __init__(  # noqa: PLR0913 - three collaborators, an address and three choices by name
        self,
        http: Http,
        tokens: TokenSource,
        governor: Governor,
        api_base: str,
        *,
        interactive: bool = False,
        total_seconds: float = TOTAL_SECONDS,
        on_call: CallHook | None = None,
    ) -> None:
        self.governor = governor
        self._http = http
        self._api_base = api_base.rstrip("/")
        self._wire = Wire(
            http,
            tokens,
            governor,
            interactive=interactive,
            total_seconds=total_seconds,
            on_call=on_call,
        )

    def close(self) -> None:
        """End what runs in the background: the watchdog of the connections."""
        self._http.close()

    def guild(self, region: Region, realm_slug: str, name: str) -> Answer[Guild]:
        """Fetch a guild."""
        return self._ask(endpoints.GUILD, region, **_guild(realm_slug, name))

    def roster(self, region: Region, realm_slug: str, name: str) -> Answer[Roster]:
        """Fetch who is in a guild."""
        return self._ask(endpoints.ROSTER, region, **_guild(realm_slug, name))

    def character_summary(
        self, region: Region, realm_slug: str, name: str, *, if_modified_since: str | None = None
    ) -> Answer[CharacterSummary]:
        """Fetch a character's summary, or learn that it is as it was: the only endpoint that can say so."""
        parts = _character(realm_slug, name)
        return self._ask(endpoints.SUMMARY, region, if_modified_since=if_modified_since, **parts)

    def character_status(self, region: Region, realm_slug: str, name: str) -> Answer[CharacterStatus]:
        """Fetch whether a character's data may be kept."""
        return self._ask(endpoints.STATUS, region, **_character(realm_slug, name))

    def equipment(self, region: Region, realm_slug: str, name: str) -> Answer[Equipment]:
        """Fetch what a character wears."""
        return self._ask(endpoints.EQUIPMENT, region, **_character(realm_slug, name))

    def mythic_profile(self, region: Region, realm_slug: str, name: str) -> Answer[MythicProfile]:
        """Fetch a character's Mythic+ rating and this week's best runs."""
        return self._ask(endpoints.MYTHIC_PROFILE, region, **_character(realm_slug, name))

    def mythic_season(
        self, region: Region, realm_slug: str, name: str, season_id: int
    ) -> Answer[MythicSeason]:
        """Fetch a character's best runs of a season."""
        return self._ask(endpoints.MYTHIC_SEASON, region, id=str(season_id), **_character(realm_slug, name))

    def raids(self, region: Region, realm_slug: str, name: str) -> Answer[Raids]:
        """Fetch a character's raid kills."""
        return self._ask(endpoints.RAIDS, region, **_character(realm_slug, name))

    def professions(self, region: Region, realm_slug: str, name: str) -> Answer[Professions]:
        """Fetch a character's professions."""
        return self._ask(endpoints.PROFESSIONS, region, **_character(realm_slug, name))

    def specializations(self, region: Region, realm_slug: str, name: str) -> Answer[Specializations]:
        """Fetch a character's talents."""
        return self._ask(endpoints.SPECIALIZATIONS, region, **_character(realm_slug, name))

    def media(self, region: Region, realm_slug: str, name: str) -> Answer[Media]:
        """Fetch the addresses of a character's pictures."""
        return self._ask(endpoints.MEDIA, region, **_character(realm_slug, name))

    def realm_index(self, region: Region) -> Answer[RealmIndex]:
        """Fetch a region's realms."""
        return self._ask(endpoints.REALM_INDEX, region)

    def period_index(self, region: Region) -> Answer[PeriodIndex]:
        """Fetch a region's keystone periods."""
        return self._ask(endpoints.PERIOD_INDEX, region)

    def period(self, region: Region, period_id: int) -> Answer[Period]:
        """Fetch one keystone period."""
        return self._ask(endpoints.PERIOD, region, id=str(period_id))

    def season_index(self, region: Region) -> Answer[SeasonIndex]:
        """Fetch a region's keystone seasons."""
        return self._ask(endpoints.SEASON_INDEX, region)

    def season(self, region: Region, season_id: int) -> Answer[Season]:
        """Fetch one keystone season."""
        return self._ask(endpoints.SEASON, region, id=str(season_id))

    def class_index(self, region: Region) -> Answer[ClassIndex]:
        """Fetch the playable classes."""
        return self._ask(endpoints.CLASS_INDEX, region)

    def spec_index(self, region: Region) -> Answer[SpecIndex]:
        """Fetch the playable specializations."""
        return self._ask(endpoints.SPEC_INDEX, region)

    def spec(self, region: Region, spec_id: int) -> Answer[Spec]:
        """Fetch one specialization with its role."""
        return self._ask(endpoints.SPEC, region, id=str(spec_id))

    def race_index(self, region: Region) -> Answer[RaceIndex]:
        """Fetch the playable races."""
        return self._ask(endpoints.RACE_INDEX, region)

    def _ask(
        self, endpoint: Endpoint[T], region: Region, *, if_modified_since: str | None = None, **parts: str
    ) -> Answer[T]:
        region = Region(region)
        address = endpoint.address(region, parts)
        question = Question(
            endpoint=endpoint,
            region=region,
            url=self._api_base.replace("{region}", region) + address,
            path=address.partition("?")[0],
            if_modified_since=if_modified_since,
        )
        return self._wire.ask(question)


def _guild(realm_slug: str, name: str) -> dict[str, str]:
    return {"realm": realm_part(realm_slug), "guild": guild_part(name)}


def _character(realm_slug: str, name: str) -> dict[str, str]:
    return {"realm": realm_part(realm_slug), "character": character_part(name)}
