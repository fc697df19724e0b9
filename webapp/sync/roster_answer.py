"""Ask Battle.net for a guild and its roster, and read the answer into what the diff compares."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from webapp.clients.battlenet import BattleNet, BattleNetError
from webapp.clients.battlenet.payloads.guild import Member, Roster, parse_roster
from webapp.clients.battlenet.regions import Region
from webapp.clients.upstream.door import Json
from webapp.lib.errors import ErrorWord
from webapp.lib.names import has_room
from webapp.sync.claims import RosterClaim
from webapp.sync.diff import SeenMember
from webapp.words import Faction

RANKS = range(10)
_INT32 = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterAnswer:
    """What came back: a guild's roster as sent, or the word for why there is none."""

    word: ErrorWord | None = None
    error: str | None = None
    retry_after: timedelta | None = None
    calls: int = 0
    not_modified: int = 0
    guild_document: Any = None
    roster_document: Any = None
    roster_hash: str | None = None
    faction: Faction | None = None
    guild_name: str | None = None
    bnet_guild_id: int | None = None
    members: tuple[SeenMember, ...] = ()
    left_out: int = 0
    """How many members are not in ``members`` any more, because they asked to be forgotten."""


class UnusableRoster(ValueError):
    """A roster that parses, but holds what no guild can have."""


def ask_for_roster(client: BattleNet, claim: RosterClaim) -> RosterAnswer:
    """Make the two calls; every error comes back as a word."""
    region = Region(claim.region)
    calls = 0
    try:
        calls += 1
        guild = client.guild(region, claim.realm, claim.name)
        calls += 1
        roster = client.roster(region, claim.realm, claim.name)
        members = seen_members(_value(roster.value))
    except BattleNetError as error:
        wait = None if error.retry_after is None else timedelta(seconds=error.retry_after)
        return RosterAnswer(word=error.word, error=str(error), retry_after=wait, calls=calls)
    except UnusableRoster as error:
        return RosterAnswer(word=ErrorWord.SCHEMA, error=str(error), calls=calls)
    return RosterAnswer(
        calls=calls,
        guild_document=guild.document,
        roster_document=roster.document,
        roster_hash=roster.content_hash,
        faction=faction_of(guild.value.faction if guild.value else None),
        guild_name=guild.value.name if guild.value else None,
        bnet_guild_id=_value(roster.value).guild_id,
        members=members,
    )


def _value(roster: Roster | None) -> Roster:
    if roster is None:
        raise UnusableRoster("an answer without a roster")
    return roster


def kept_answer(document: Mapping[str, Any]) -> RosterAnswer:
    """Read a roster document that was stored earlier as the answer that it was."""
    roster = parse_roster(Json(document, locale="en_GB"))
    return RosterAnswer(roster_document=document, bnet_guild_id=roster.guild_id, members=seen_members(roster))


def leave_out(answer: RosterAnswer, bnet_ids: Collection[int]) -> RosterAnswer:
    """Return the answer without some members, its document too."""
    if not bnet_ids:
        return answer
    members = tuple(one for one in answer.members if one.bnet_id not in bnet_ids)
    return replace(
        answer,
        members=members,
        left_out=len(answer.members) - len(members),
        roster_document=document_without(answer.roster_document, bnet_ids),
    )


def document_without(document: Any, bnet_ids: Collection[int]) -> Any:
    """Return a roster document without some members."""
    if not isinstance(document, Mapping):
        return document
    kept = [entry for entry in document.get("members", ()) if entry["character"]["id"] not in bnet_ids]
    return {**document, "members": kept}


def raw_members(document: Any) -> dict[int, Any]:
    """Return each member's part of a roster document by Blizzard id."""
    return {entry["character"]["id"]: entry for entry in (document or {}).get("members", ())}


def seen_members(roster: Roster) -> tuple[SeenMember, ...]:
    """Return the members in the order of their ids; raises UnusableRoster for what cannot be stored."""
    return tuple(sorted((_seen(member) for member in roster.members), key=lambda one: one.bnet_id))


def _seen(member: Member) -> SeenMember:
    if member.rank not in RANKS:
        raise UnusableRoster(f"a member has rank {member.rank}")
    if not has_room(member.name) or not has_room(member.realm_slug):
        raise UnusableRoster("a member's name or realm is empty or too long")
    return SeenMember(
        bnet_id=member.id,
        realm=member.realm_slug,
        name=member.name,
        rank=member.rank,
        level=small(member.level),
        class_id=small(member.class_id),
        race_id=small(member.race_id),
        faction=faction_of(member.faction),
    )


def faction_of(word: str | None) -> Faction | None:
    """Return the faction of a word, or None for words that the game has added since."""
    return Faction(word) if word in set(Faction) else None


def small(number: int | None) -> int | None:
    """Return a count, level or id that an integer column can hold; none of them is ever negative."""
    return number if number is not None and 0 <= number < _INT32 else None
