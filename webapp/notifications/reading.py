"""Read what notices say: whom they are about, as far as that is still stored, and how ranks are called."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Character, Guild, GuildNotice, MemberEvent, Rank
from webapp.models.namesakes import has_namesake, realm_name
from webapp.notifications.kinds import is_open
from webapp.notifications.words import CLOSED, Known, sentence
from webapp.permissions.policy import tools_of
from webapp.permissions.standing import read_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice as it is read."""

    guild: str
    text: str


def read_sentences(session: Session, notice_ids: Collection[int]) -> Mapping[int, Told]:
    """Return what each of these notices says, in four statements whatever their number."""
    query = select(GuildNotice, Guild.name).join(Guild, Guild.id == GuildNotice.guild_id)
    rows = session.execute(query.where(GuildNotice.id.in_(sorted(notice_ids)))).all()
    notices = [row[0] for row in rows]
    events = _names_by_event(session, {number for one in notices for number in _events(one.facts)})
    own = _names(session, {number for one in notices for number in _characters(one)})
    ranks = _ranks(session, {one.guild_id for one in notices})
    told = {}
    for notice, guild in rows:
        named = [events.get(number) for number in _events(notice.facts)]
        named = named or [own.get(number) for number in _characters(notice)]
        known = Known(guild=guild, names=named, ranks=ranks.get(notice.guild_id))
        told[notice.id] = Told(guild=guild, text=sentence(notice.kind, notice.facts, known))
    return told


def read_for_person(
    session: Session, user_id: int, notice_ids: Collection[int], now: datetime
) -> Mapping[int, str]:
    """Return the sentences of a person's copies; what their tools do not open any more says only that."""
    if not notice_ids:
        return {}
    query = select(GuildNotice.id, GuildNotice.guild_id, GuildNotice.kind)
    rows = session.execute(query.where(GuildNotice.id.in_(sorted(notice_ids)))).all()
    tools = {}
    for guild_id in {row.guild_id for row in rows}:
        standing, rules = read_standing(session, guild_id, user_id)
        tools[guild_id] = tools_of(standing, rules, now)
    seen = read_sentences(session, [row.id for row in rows if is_open(row.kind, tools[row.guild_id])])
    said = {number: f"{told.guild}: {told.text}" for number, told in seen.items()}
    return {row.id: said.get(row.id, CLOSED) for row in rows}


def _characters(notice: GuildNotice) -> Sequence[int]:
    return [notice.character_id] if notice.character_id is not None else _events(notice.facts, "characters")


def _events(facts: Any, key: str = "events") -> Sequence[int]:
    numbers = facts.get(key) if isinstance(facts, Mapping) else None
    return [one for one in numbers if isinstance(one, int)] if isinstance(numbers, list) else []


def _names_by_event(session: Session, numbers: Collection[int]) -> Mapping[int, str]:
    columns = (MemberEvent.id, *_named(MemberEvent.guild_id))
    query = select(*columns).join(Character, Character.id == MemberEvent.character_id)
    rows = session.execute(query.where(MemberEvent.id.in_(sorted(numbers))))
    return {row.id: _name(row) for row in rows}


def _names(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    query = select(Character.id, *_named(Character.guild_id)).where(Character.id.in_(sorted(ids)))
    return {row.id: _name(row) for row in session.execute(query)}


def _named(guild_id: Any) -> tuple[Any, ...]:
    is_shared = has_namesake(guild_id, Character.id, Character.name)
    return Character.name, realm_name().label("realm_name"), is_shared.label("is_name_shared")


def _name(row: Any) -> str:
    """Return a name, with the realm where another of the guild is called alike."""
    return f"{row.name} ({row.realm_name})" if row.is_name_shared else str(row.name)


def _ranks(session: Session, guild_ids: Collection[int]) -> Mapping[int, Mapping[int, str | None]]:
    query = select(Rank.guild_id, Rank.rank_id, Rank.rank_name).where(Rank.guild_id.in_(sorted(guild_ids)))
    found: dict[int, dict[int, str | None]] = {}
    for guild_id, rank_id, name in session.execute(query):
        found.setdefault(guild_id, {})[rank_id] = name
    return found
