"""Read the log of a guild's activity, the newest first, and what a held roster would do."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from webapp.activity import event_words
from webapp.activity.asking import Asked, Cursor
from webapp.activity.page import ActivityPage, EventLine, HeldPart
from webapp.extensions import db
from webapp.freshness.retention import member_is_shown, shown_since
from webapp.lib.csv_text import Cell
from webapp.lib.forms import Choice
from webapp.lib.names import name_key
from webapp.models import Character, GuildMember, MemberEvent, Rank, SyncRun
from webapp.models.namesakes import has_namesake, realm_name
from webapp.permissions.audience_words import audience_of
from webapp.permissions.policy import Tool
from webapp.permissions.rank_words import RankNames, rank_words
from webapp.permissions.viewer import Access
from webapp.sync.held import look_at_held
from webapp.sync.runs import guild_scope
from webapp.web.former_members import former_member
from webapp.web.guild_address import GuildAddress
from webapp.words import EventKind, RunKind, RunOutcome

PAGE_SIZE = 50
FILE_HEAD = ("Name", "Realm", "What", "Before", "Then", "Noticed", "How sure", "As of")
MOST_NAMED = 20
NAMING = frozenset({EventKind.RENAMED, EventKind.MOVED_REALM})
"""What an event says of these is a name or a place: it goes where the name goes."""
RANKS = range(10)


def activity_page(
    guild: GuildAddress, access: Access, asked: Asked, *, now: datetime, problem: str | None = None
) -> ActivityPage:
    """Return the page, in at most six statements whatever the number of events."""
    ranks = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild.id)
    names = {row.rank_id: row.rank_name for row in db.session.execute(ranks)}
    rows = [] if problem else read_events(guild.id, asked, now)
    events, more = rows[:PAGE_SIZE], rows[PAGE_SIZE:]
    last = Cursor(events[-1].seen_at, events[-1].id) if more else None
    return ActivityPage(
        guild=guild.head,
        audience=audience_of(Tool.INSIGHTS, access.rules, names),
        at=now,
        asked=asked,
        kinds=[Choice(one, word, one is asked.kind) for one, word in event_words.KINDS.items()],
        ranks=[Choice(str(one), rank_words(one, names), one == asked.rank) for one in RANKS],
        events=[event_line(row, guild, names) for row in events],
        next_query=asked.query(last) if last else None,
        export_query=asked.query(None) if Tool.EXPORT in access.tools and not problem else None,
        held=_held(guild.id) if Tool.OPERATIONS in access.tools else None,
        problem=problem,
    )


def activity_rows(guild: GuildAddress, asked: Asked, *, now: datetime) -> list[Sequence[Cell]]:
    """Return every event that is asked for, in the columns of the page, as cells of a file."""
    ranks = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild.id)
    names = {row.rank_id: row.rank_name for row in db.session.execute(ranks)}
    lines = [event_line(row, guild, names) for row in read_events(guild.id, asked, now, limit=None)]
    return [
        (one.who, one.realm, one.what, one.before, one.after, one.noticed_at, one.certainty, now)
        for one in lines
    ]


def read_events(
    guild_id: int, asked: Asked, now: datetime, *, limit: int | None = PAGE_SIZE
) -> Sequence[Row[Any]]:
    """Return the events of a page, and one more where there are more."""
    return db.session.execute(events_statement(guild_id, asked, now, limit=limit)).all()


def events_statement(guild_id: int, asked: Asked, now: datetime, *, limit: int | None) -> Select[Any]:
    """Return the statement over a page of events, the newest first, and one more.

    A kind that is rare reads all events of its guild: 10,000 of them, of a million, took 79 ms on a busy
    machine, and 21 with an index by kind. That would be written with each event and spare no reader of ranks.
    """
    query = _events(guild_id, shown_since(now)).where(*_conditions(guild_id, asked, now))
    event = MemberEvent
    most = None if limit is None else limit + 1
    return query.order_by(event.seen_at.desc(), event.id.desc()).limit(most)


def _events(guild_id: int, border: datetime) -> Select[Any]:
    event, run = MemberEvent, SyncRun
    earlier = select(func.max(run.finished_at)).where(
        run.scope == guild_scope(guild_id),
        run.finished_at < event.seen_at,
        run.kind == RunKind.ROSTER,
        run.outcome == RunOutcome.OK,
        run.id != event.run_id,
    )
    member = and_(GuildMember.character_id == event.character_id, GuildMember.guild_id == event.guild_id)
    return (
        select(
            *(event.id, event.character_id, event.run_id, event.kind, event.seen_at),
            *(event.before, event.after),
            *(Character.region, Character.realm, Character.class_id),
            GuildMember.character_name.label("name"),
            realm_name().label("realm_name"),
            has_namesake(guild_id, event.character_id, GuildMember.character_name).label("is_name_shared"),
            GuildMember.left_at.is_(None).label("is_here"),
            member_is_shown(border).label("is_named"),
            earlier.correlate(event).scalar_subquery().label("earlier_at"),
        )
        .outerjoin(GuildMember, member)
        .outerjoin(Character, Character.id == GuildMember.character_id)
    )


def _conditions(guild_id: int, asked: Asked, now: datetime) -> list[ColumnElement[bool]]:
    event = MemberEvent
    found = [event.guild_id == guild_id]
    if asked.kind:
        found.append(event.kind == asked.kind)
    if asked.name:
        found += [Character.name_key == name_key(asked.name), member_is_shown(shown_since(now))]
    if asked.rank is not None:
        found.append(or_(*(side["rank"].as_integer() == asked.rank for side in (event.before, event.after))))
    if asked.first:
        found.append(event.seen_at >= _midnight(asked.first))
    if asked.last:
        found.append(event.seen_at < _midnight(asked.last + timedelta(days=1)))
    if (last := asked.before) is not None:
        is_same = and_(event.seen_at == last.seen_at, event.id < last.id)
        found += [event.seen_at <= last.seen_at, or_(event.seen_at < last.seen_at, is_same)]
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def event_line(row: Row[Any], guild: GuildAddress, names: RankNames) -> EventLine:
    """Return an event in words, and named only as far as its character may be named."""
    is_told = row.is_named or row.kind not in NAMING
    path = f"/characters/{row.region}/{quote(row.realm or '', safe='')}/{quote(row.name or '', safe='')}"
    return EventLine(
        who=who_words(row, guild.id),
        realm=row.realm_name if row.is_named else "",
        is_name_shared=row.is_named and row.is_name_shared,
        path=path if row.is_named and row.is_here else None,
        class_id=row.class_id or 0 if row.is_named else 0,
        kind=row.kind.value,
        what=event_words.what_words(row.kind, row.before, row.after),
        before=event_words.side_words(row.kind, row.before, names) if is_told else None,
        after=event_words.side_words(row.kind, row.after, names) if is_told else None,
        noticed_at=row.seen_at,
        certainty=event_words.certainty_words(
            row.kind, has_run=row.run_id is not None, earlier_at=row.earlier_at
        ),
    )


def who_words(row: Row[Any], guild_id: int) -> str:
    """Return a name while a roster has listed its character lately, then a pseudonym of this guild."""
    if row.character_id is None:
        return event_words.GONE
    if row.is_named:
        return str(row.name)
    return former_member(guild_id, row.character_id)


def _held(guild_id: int) -> HeldPart | None:
    held = look_at_held(db.session(), guild_id)
    if held is None:
        return None
    plan, leaving = held.plan, sorted(one.name for one in held.plan.left)
    return HeldPart(
        held_at=held.held_at,
        reason=held.reason,
        mark=held.mark,
        known=held.known_count,
        seen=held.seen_count,
        leaving=leaving[:MOST_NAMED],
        leaving_more=max(0, len(leaving) - MOST_NAMED),
        arriving=len(plan.joined) + len(plan.adopted) + len(plan.returned),
        changing=len(plan.changed),
        can_be_applied=held.is_acceptable,
    )
