"""Take cards from programs and delete them: one transaction each, nothing written when it is refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from webapp.api.queries import CardPlace, entry_at
from webapp.api.schemas import Given
from webapp.cards.given import GivenCard, delete_given, upsert_given
from webapp.cards.subjects import CardKey, Subject, subject_of
from webapp.database import repeated, transaction
from webapp.models.cards import LATEST
from webapp.permissions.policy import Tool
from webapp.permissions.token_again import tools_again
from webapp.permissions.tokens import Bearer, Scope


class OutOfReach(LookupError):
    """The token may not write this character; whether there is such a one is not said."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A card as a program's transaction left it, and whether it is new; no entry says: nothing was kept."""

    entry: Mapping[str, Any] | None
    is_new: bool


def give_card(given: Given, bearer: Bearer, now: datetime) -> Kept:
    """Store what a program gives and return it.

    Raises TokenLost, GuildArchived, OutOfReach, or TooManySeasons.
    """
    return repeated(partial(_give, given, bearer, now))


def _give(given: Given, bearer: Bearer, now: datetime) -> Kept:
    key = _key(given.place)
    with transaction() as session:
        tools = tools_again(session, bearer, Scope.CACHE_WRITE, now)
        _need_reach(subject_of(session, key), bearer, tools)
        taken = upsert_given(session, GivenCard(key=key, values=given.columns), now)
        _need_reach(taken.subject, bearer, tools)  # the one before did not hold the character
        return Kept(entry_at(given.place, tools), taken.is_new)


def delete_card(place: CardPlace, bearer: Bearer, now: datetime) -> bool:
    """Delete what programs gave for a card; say whether there was anything.

    Raises TokenLost, GuildArchived, or OutOfReach.
    """
    return repeated(partial(_delete, place, bearer, now))


def _delete(place: CardPlace, bearer: Bearer, now: datetime) -> bool:
    key = _key(place)
    with transaction() as session:
        tools = tools_again(session, bearer, Scope.CACHE_WRITE, now)
        _need_reach(subject_of(session, key), bearer, tools)
        deleted = delete_given(session, key, now)
        if deleted.is_there:
            _need_reach(deleted.subject, bearer, tools)
        return deleted.is_there


def _key(place: CardPlace) -> CardKey:
    return CardKey(
        region=place.region,
        realm=place.realm,
        character_name=place.character_name,
        season_key=place.season_key or LATEST,
    )


def _need_reach(subject: Subject | None, bearer: Bearer, tools: Collection[Tool]) -> None:
    """Let an operator's token write all, a guild's that uses tokens only who is in the guild now."""
    if bearer.guild_id is None:
        return
    if Tool.API_TOKENS not in tools or subject is None or subject.guild_id != bearer.guild_id:
        raise OutOfReach
