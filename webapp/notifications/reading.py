"""Read what notices say: whom they are about, as far as that is still stored, and how ranks are called."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Character, Guild, GuildNotice, MemberEvent, Rank
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
    own = _names(session, {one.character_id for one in notices if one.character_id is not None})
    ranks = _ranks(session, {one.guild_id for one in notices})
    told = {}
    for notice, guild in rows:
        named = [events.get(number) for number in _events(notice.facts)]
        if notice.character_id is not None:
            named = [own.get(notice.character_id)]
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


def _events(facts: Any) -> Sequence[int]:
    numbers = facts.get("events") if isinstance(facts, Mapping) else None
    return [one for one in numbers if isinstance(one, int)] if isinstance(numbers, list) else []


def _names_by_event(session: Session, numbers: Collection[int]) -> Mapping[int, str]:
    query = select(MemberEvent.id, Character.name).join(Character, Character.id == MemberEvent.character_id)
    rows = session.execute(query.where(MemberEvent.id.in_(sorted(numbers))))
    return {row.id: row.name for row in rows}


def _names(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    query = select(Character.id, Character.name).where(Character.id.in_(sorted(ids)))
    return {row.id: row.name for row in session.execute(query)}


def _ranks(session: Session, guild_ids: Collection[int]) -> Mapping[int, Mapping[int, str | None]]:
    query = select(Rank.guild_id, Rank.rank_id, Rank.rank_name).where(Rank.guild_id.in_(sorted(guild_ids)))
    found: dict[int, dict[int, str | None]] = {}
    for guild_id, rank_id, name in session.execute(query):
        found.setdefault(guild_id, {})[rank_id] = name
    return found
