"""Read characters for programs: token and sight in one statement, then what the character's page reads."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, select

from webapp.api.characters.objects import Shown
from webapp.api.entries import moment
from webapp.api.queries import CardPlace, Seen, is_asked_realm, is_of_token, parameters_of
from webapp.characters.address import CharacterAddress
from webapp.characters.audience import cut_card, shown_to
from webapp.characters.facts import StoredCard
from webapp.characters.queries import FoundCharacter, page_of
from webapp.characters.statements import characters_at
from webapp.extensions import db
from webapp.freshness.retention import is_shown
from webapp.lib.names import same_but_for_case
from webapp.models import ApiToken, Character, CharacterEnrichmentCache, CharacterSnapshot, MemberEvent
from webapp.permissions.key_reading import KeyRow
from webapp.permissions.policy import Tool
from webapp.permissions.queries import IS_TOKEN, OF_TOKEN, KeyStatement

_IS_SEEN = and_(
    Character.region == bindparam("region"),
    Character.name_key == bindparam("name_key"),
    is_asked_realm(Character.realm),
    is_of_token(Character.id),
)
_KEY = (
    select(*OF_TOKEN, Character.id, Character.realm, Character.name, Character.verified_at)
    .select_from(ApiToken)
    .outerjoin(Character, _IS_SEEN)
    .where(IS_TOKEN)
    .order_by(Character.verified_at.desc().nulls_last(), Character.id.desc())
)


def character_key(place: CardPlace) -> KeyStatement:
    """Return the statement that reads the token and whom it sees at a place."""
    return KeyStatement(_KEY, parameters_of(place))


def seen_in(rows: Sequence[KeyRow], place: CardPlace, now: datetime) -> Seen | None:
    """Return the character of a key statement's rows: the exact spelling, then who was verified last.

    A key joins *Straße* and *Strasse*, who are two people. Whom Battle.net has not confirmed
    for too long is nobody here, as on the pages.
    """
    name = place.character_name
    found = [row[len(OF_TOKEN) :] for row in rows if row[len(OF_TOKEN)] is not None]
    alike = [row for row in found if same_but_for_case(row[2], name) and is_shown(row[3], now)]
    best = min(alike, key=lambda row: row[2] != name, default=None)
    return None if best is None else Seen(best[0], place.region, best[1], best[2])


def shown(seen: Seen, tools: frozenset[Tool], now: datetime) -> tuple[Shown, datetime | None] | None:
    """Return what the character's page shows to who has these tools, and when its card was built.

    None when it is gone meanwhile.
    """
    statement = characters_at(seen.region, seen.realm, seen.name)
    row = next(
        (row for row in db.session.execute(statement).mappings() if row["id"] == seen.character_id), None
    )
    if row is None:
        return None
    address = CharacterAddress(
        region=row["region"], realm=row["realm"], realm_name=row["realm_name"], name=row["name"]
    )
    page = page_of(FoundCharacter(seen.character_id, address, row), tools=tools, now=now)
    document = row["player_card"]
    stored = StoredCard(
        document=document if isinstance(document, dict) else {},
        status=row["fetch_status"],
        error=row["error_message"],
        built_at=row["built_at"],
    )
    return Shown(page, cut_card(stored, shown_to(tools)).document, tools), row["built_at"]


def history(character_id: int, guild_id: int | None, *, before: int | None, limit: int) -> dict[str, Any]:
    """Return the kept season cards, and a page of what happened; a guild's token sees its own events."""
    events = _events(character_id, guild_id, before=before, limit=limit + 1)
    shown_events = events[:limit]
    following = shown_events[-1]["id"] if len(events) > limit else None
    return {"cards": _cards(character_id), "events": shown_events, "next": following}


def days(character_id: int, tools: frozenset[Tool], *, before: date | None, limit: int) -> dict[str, Any]:
    """Return a page of snapshots, the newest first, as much of them as these tools show."""
    one = CharacterSnapshot
    conditions = [one.character_id == character_id, *([] if before is None else [one.taken_on < before])]
    query = select(one).where(*conditions).order_by(one.taken_on.desc()).limit(limit + 1)
    rows = db.session.scalars(query).all()
    is_judged = Tool.GEAR_AUDIT in tools
    following = rows[limit - 1].taken_on.isoformat() if len(rows) > limit else None
    return {"days": [_day(row, is_judged=is_judged) for row in rows[:limit]], "next": following}


def _day(row: CharacterSnapshot, *, is_judged: bool) -> dict[str, Any]:
    judged = {
        "tierPieces": row.tier_pieces,
        "problems": row.problem_count,
        "vault": {"raid": row.vault_raid, "mythic": row.vault_mythic, "world": row.vault_world},
    }
    nothing = {"tierPieces": None, "problems": None, "vault": dict.fromkeys(("raid", "mythic", "world"))}
    return {
        "takenOn": row.taken_on.isoformat(),
        "weekOn": row.week_on.isoformat(),
        "itemLevel": row.item_level,
        "mythicRating": row.mythic_rating,
        "achievementPoints": row.achievement_points,
        **(judged if is_judged else nothing),
        "writtenAt": moment(row.updated_at),
    }


def _cards(character_id: int) -> list[dict[str, Any]]:
    card = CharacterEnrichmentCache
    query = select(card.season_key, card.fetch_status, card.created_at, card.updated_at)
    rows = db.session.execute(
        query.where(card.character_id == character_id).order_by(card.updated_at.desc(), card.id.desc())
    )
    return [
        {
            "seasonKey": row.season_key,
            "fetchStatus": row.fetch_status.value,
            "createdAt": moment(row.created_at),
            "updatedAt": moment(row.updated_at),
        }
        for row in rows
    ]


def _events(
    character_id: int, guild_id: int | None, *, before: int | None, limit: int
) -> list[dict[str, Any]]:
    event = MemberEvent
    conditions = [event.character_id == character_id]
    if guild_id is not None:
        conditions.append(event.guild_id == guild_id)
    if before is not None:
        conditions.append(event.id < before)
    query = select(event.id, event.guild_id, event.kind, event.before, event.after, event.seen_at)
    rows = db.session.execute(query.where(*conditions).order_by(event.id.desc()).limit(limit))
    return [
        {
            "id": row.id,
            "guildId": row.guild_id,
            "kind": row.kind.value,
            "before": row.before,
            "after": row.after,
            "seenAt": moment(row.seen_at),
        }
        for row in rows
    ]
