"""Read what a person is told: their newest notifications, with the names that they may know."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from webapp.me.news_words import Known, character_in, entry_in, sentence_of
from webapp.me.page import MOST_NEWS, NewsLine
from webapp.models import AuditEntry, Character, GuildMember, Notification, User
from webapp.notifications.reading import read_for_person


def read_news(session: Session, user_id: int, now: datetime) -> Sequence[NewsLine]:
    """Return the newest that are new, then the newest of the rest."""
    new_first = (Notification.read_at.is_not(None), Notification.id.desc())
    query = select(Notification).where(Notification.user_id == user_id).order_by(*new_first)
    return _lines(session, user_id, session.scalars(query.limit(MOST_NEWS)).all(), now)


def read_page(session: Session, user_id: int, before: int, now: datetime) -> Sequence[NewsLine]:
    """Return a page of everything that the person was told before a line, the newest first, and one more."""
    query = select(Notification).where(Notification.user_id == user_id, Notification.id < before)
    told = session.scalars(query.order_by(Notification.id.desc()).limit(MOST_NEWS + 1)).all()
    return _lines(session, user_id, told, now)


def _lines(session: Session, user_id: int, told: Sequence[Notification], now: datetime) -> Sequence[NewsLine]:
    characters = _characters(session, user_id, [character_in(one.facts) for one in told])
    doers = _doers(session, user_id, [entry_in(one.facts) for one in told])
    copies = read_for_person(
        session, user_id, [one.notice_id for one in told if one.notice_id is not None], now
    )
    return [
        NewsLine(
            id=one.id,
            sentence=copies.get(one.notice_id or 0)
            or sentence_of(one.kind, one.facts, _known(one.facts, user_id, characters, doers)),
            at=one.created_at,
            is_new=one.read_at is None,
        )
        for one in told
    ]


def _known(
    facts: Any, user_id: int, characters: Mapping[int, tuple[str, int | None]], doers: Mapping[int, str]
) -> Known:
    name, owner = characters.get(character_in(facts) or 0, (None, None))
    return Known(name=name, by=doers.get(entry_in(facts) or 0), is_yours=owner == user_id)


def _characters(
    session: Session, user_id: int, numbers: Sequence[int | None]
) -> Mapping[int, tuple[str, int | None]]:
    """Return how those are called, and whose they are, who are the person's or in a guild of theirs."""
    mine = aliased(Character)
    own_guilds = select(GuildMember.guild_id).join(mine, mine.id == GuildMember.character_id)
    own_guilds = own_guilds.where(mine.user_id == user_id, GuildMember.left_at.is_(None))
    there = (GuildMember.guild_id.in_(own_guilds), GuildMember.left_at.is_(None))
    members = select(GuildMember.character_id).where(*there)
    is_known = or_(Character.user_id == user_id, Character.id.in_(members))
    query = select(Character.id, Character.name, Character.user_id)
    query = query.where(Character.id.in_(_numbers(numbers)), is_known)
    return {row.id: (row.name, row.user_id) for row in session.execute(query)}


def _doers(session: Session, user_id: int, numbers: Sequence[int | None]) -> Mapping[int, str]:
    """Return who did what these entries of the log tell about the person; another's entry names nobody."""
    query = select(AuditEntry.id, User.battletag).join(User, User.bnet_id == AuditEntry.actor_id)
    query = query.where(AuditEntry.id.in_(_numbers(numbers)), AuditEntry.user_id == user_id)
    return {row.id: row.battletag.partition("#")[0] for row in session.execute(query)}


def _numbers(numbers: Sequence[int | None]) -> Collection[int]:
    return sorted({number for number in numbers if number is not None})
