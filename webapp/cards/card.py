"""What a player card holds: the document of ``character_enrichment_cache.player_card``. Pure.

Keys are camelCase, because the API hands the document out as it is stored. Moments are ISO 8601 in UTC.
``None`` means that nobody knows; what cannot exist is left out of its list.
"""

from typing import Any, NotRequired, TypedDict

from webapp.cards.card_gear import Gear
from webapp.cards.card_part import Part
from webapp.cards.card_progress import Mythic, Raids, Vault

SCHEMA_VERSION = 1


class GuildPlace(TypedDict):
    """Where a character stands in its guild; ``rankName`` only where officers named the rank."""

    name: str
    realm: str
    rank: int
    rankName: str | None


class Profession(TypedDict):
    """One profession; ``tier`` is the newest expansion's part of it."""

    id: int
    name: str | None
    isPrimary: bool
    specialization: str | None
    tier: str | None
    skill: int | None
    maxSkill: int | None
    knownRecipes: int


class Professions(Part):
    """All professions."""

    professions: list[Profession]


class Talents(Part):
    """The active specialization's talents; ``code`` is what the game imports."""

    spec: str | None
    heroTree: str | None
    code: str | None


class Media(Part):
    """Addresses of pictures."""

    avatar: str | None
    inset: str | None
    main: str | None


class BossLog(TypedDict):
    """Percentiles on one boss, 0 to 100; None where there is no kill on record.

    ``id`` is Warcraft Logs' number of the boss, ``bossId`` Battle.net's, where the season's file has both.
    """

    id: int
    bossId: int | None
    name: str | None
    best: float | None
    median: float | None
    kills: int
    spec: str | None


class Logs(Part):
    """Warcraft Logs: ``state`` is a word of ``webapp.clients.warcraftlogs`` (ranked, hidden, no_logs, …)."""

    state: str
    metric: str | None
    zone: str | None
    difficulty: str | None
    best: float | None
    median: float | None
    bosses: list[BossLog]
    url: str | None


CardIdentity = TypedDict(
    "CardIdentity",
    {
        "blizzardId": int | None,
        "region": str,
        "realm": str,
        "realmName": str,
        "characterName": str,
        "class": str | None,
        "classId": int | None,
        "spec": str | None,
        "specId": int | None,
        "role": str | None,
        "race": str | None,
        "faction": str | None,
        "level": int | None,
        "itemLevel": int | None,
        "averageItemLevel": int | None,
        "achievementPoints": int | None,
        "lastLoginAt": str | None,
        "guild": GuildPlace | None,
    },
)
"""Who the character is; ``region`` is upper case."""


class CardContents(CardIdentity):
    """Everything that is built.

    ``missing`` names the sections that are wanted and not there, ``old`` those that are there from an earlier
    look because the last one failed, ``absent`` those that Battle.net says do not exist; ``reasons`` has a
    sentence for each of them.
    """

    schemaVersion: int
    seasonKey: str
    seasonName: str
    summary: Part
    gear: Gear | None
    mythic: Mythic | None
    raids: Raids | None
    vault: Vault | None
    professions: Professions | None
    talents: Talents | None
    media: Media | None
    logs: Logs | None
    missing: list[str]
    old: list[str]
    absent: list[str]
    reasons: dict[str, str]


class PlayerCard(CardContents):
    """The whole card; ``external`` is what programs gave for it by the API, which a rebuild keeps."""

    external: NotRequired[Any]
