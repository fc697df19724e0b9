"""Say who a character is: what its profile tells, else what is known from elsewhere. Pure."""

from dataclasses import dataclass
from datetime import datetime

from webapp.cards.card import CardIdentity, GuildPlace
from webapp.cards.reading import NOTHING, Document, child_of, moment_of, name_of, text_of, whole_of, written
from webapp.cards.source import CardSource, Membership


@dataclass(frozen=True, slots=True)
class Identity:
    """The first fields of a card, and when the character was last seen in the game."""

    fields: CardIdentity
    seen_at: datetime | None


def identity_of(summary: Document, source: CardSource) -> Identity:
    """Return who it is; an empty summary leaves what the roster and earlier looks told."""
    seen_at = moment_of(summary.get("last_login_timestamp")) or source.last_login_at
    level = whole_of(summary.get("level"))
    fields: CardIdentity = {
        "blizzardId": source.bnet_id if source.bnet_id is not None else whole_of(summary.get("id")),
        "region": source.region.upper(),
        "realm": source.realm,
        "realmName": source.realm_name,
        "characterName": text_of(summary.get("name")) or source.name,
        "class": name_of(summary, "character_class"),
        "classId": _id_of(summary, "character_class") or source.class_id,
        "spec": name_of(summary, "active_spec"),
        "specId": _id_of(summary, "active_spec") or source.spec_id,
        "role": None if source.role is None else source.role.value,
        "race": name_of(summary, "race"),
        "faction": None if source.faction is None else source.faction.value,
        "level": source.level if level is None else level,
        "itemLevel": whole_of(summary.get("equipped_item_level")),
        "averageItemLevel": whole_of(summary.get("average_item_level")),
        "achievementPoints": whole_of(summary.get("achievement_points")),
        "lastLoginAt": written(seen_at),
        "guild": None if source.membership is None else guild_place(source.membership),
    }
    return Identity(fields, seen_at)


def identity_without_summary(source: CardSource) -> Identity:
    """Return who it is as far as it is known without a profile."""
    return identity_of(NOTHING, source)


def guild_place(membership: Membership) -> GuildPlace:
    """Return where it stands in its guild."""
    return {
        "name": membership.guild_name,
        "realm": membership.guild_realm,
        "rank": membership.rank,
        "rankName": membership.rank_name,
    }


def _id_of(summary: Document, key: str) -> int | None:
    return whole_of(child_of(summary, key).get("id"))
