"""Write the made-up past into the product's tables, once: only of a guild that was added just now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from devtools.past.figures import Stay, Today, snapshots
from devtools.past.story import Happened, Leaver, Member, Story, tell_story
from webapp.database import transaction
from webapp.freshness.weeks import WEEK, reset_of
from webapp.lib.names import name_key
from webapp.models import Character, CharacterSnapshot, Guild, GuildMember, MemberEvent, NoticeMark, SyncRun
from webapp.models.upsert import insert_missing
from webapp.sync.runs import guild_scope
from webapp.words import RunKind, RunOutcome, RunTrigger

NEW_FOR = timedelta(days=1)
"""A guild that was added longer ago has a past of its own, or this one."""
BETWEEN_ROSTERS = timedelta(minutes=15)
FIRST_RESET = datetime.fromisoformat("2026-01-07T04:00:00Z")
"""A weekly reset of the demo guild's region, for when Battle.net's is not known yet."""
OUT_OF_THE_WORLD = 990_000_000
"""Ids from here on belong to nobody in the simulated world."""
_FIGURES = (
    *(Character.equipped_item_level, Character.mythic_rating, Character.achievement_points),
    *(Character.tier_pieces, Character.problem_count),
)


def write_past(place: tuple[str, str, str], now: datetime) -> int:
    """Write the past of a guild that was just added; return how many rows of history, 0 where it has one."""
    region, realm, name = place
    with transaction() as session:
        key = (Guild.region == region, Guild.realm == realm, Guild.name_key == name)
        guild = session.scalar(select(Guild).where(*key).with_for_update())
        if guild is None or not _is_new(session, guild, now):
            return 0
        week_start = reset_of(session, region, now) or FIRST_RESET + (now - FIRST_RESET) // WEEK * WEEK
        return _Past(session, guild, week_start, now).write()


def _is_new(session: Session, guild: Guild, now: datetime) -> bool:
    told = select(MemberEvent.id).where(MemberEvent.guild_id == guild.id).limit(1)
    return now - guild.created_at < NEW_FOR and session.scalar(told) is None


class _Past:
    """One writing: who is in the guild, what happened to them, and the rows that tell it."""

    def __init__(self, session: Session, guild: Guild, week_start: datetime, now: datetime) -> None:
        self._session, self._guild = session, guild
        self._week_start, self._now = week_start, now
        self._rows = session.execute(
            select(GuildMember.character_id, GuildMember.rank, Character.bnet_character_id, *_FIGURES)
            .join(Character, Character.id == GuildMember.character_id)
            .where(GuildMember.guild_id == guild.id, GuildMember.left_at.is_(None))
            .order_by(GuildMember.character_id)
        ).all()

    def write(self) -> int:
        """Write everything; return how many rows of history."""
        cast = [
            Member(character_id=row.character_id, seed=row.bnet_character_id or 0, rank=row.rank)
            for row in self._rows
        ]
        story = tell_story(cast, seed=self._guild.bnet_guild_id, week_start=self._week_start)
        self._guild.created_at = story.begins_at
        self._guild.data_version += 1
        self._session.flush()
        self._write_joined(story)
        ids = {leaver.number: self._write_leaver(leaver, story) for leaver in story.leavers}
        self._write_events(story.events, ids)
        return len(story.events) + self._write_snapshots(story)

    def _write_joined(self, story: Story) -> None:
        mine = update(GuildMember).where(GuildMember.guild_id == self._guild.id)
        self._session.execute(mine.values(joined_at=story.begins_at))
        for character_id, at in story.joined.items():
            self._session.execute(mine.where(GuildMember.character_id == character_id).values(joined_at=at))

    def _write_leaver(self, leaver: Leaver, story: Story) -> int:
        """Write somebody who left as a roster leaves them: read until then, and no more."""
        stamps = dict.fromkeys(
            ("attempted_at", "last_synced_at", "verified_at", "changed_at"), leaver.left_at
        )
        like = self._rows[leaver.number % len(self._rows)]
        character = Character(
            region=self._guild.region,
            realm=self._guild.realm,
            name=leaver.name,
            name_key=name_key(leaver.name),
            bnet_character_id=OUT_OF_THE_WORLD - leaver.number,
            class_id=leaver.class_id,
            faction=self._guild.faction,
            outcome="ok",
            **{column.key: getattr(like, column.key) for column in _FIGURES},
            **stamps,
        )
        self._session.add(character)
        self._session.flush()
        self._session.add(self._membership(leaver, character.id, story.begins_at))
        return character.id

    def _membership(self, leaver: Leaver, character_id: int, since: datetime) -> GuildMember:
        return GuildMember(
            guild_id=self._guild.id,
            character_id=character_id,
            rank=leaver.rank,
            character_name=leaver.name,
            character_class=leaver.class_id,
            joined_at=since,
            left_at=leaver.left_at,
            last_seen_at=leaver.left_at,
        )

    def _write_events(self, events: Sequence[Happened], ids: dict[int, int]) -> None:
        """Write what rosters told, each with its run and the one before; none of it is news to anybody."""
        last_id = 0
        for one in events:
            self._run(one.at - BETWEEN_ROSTERS)
            event = MemberEvent(
                guild_id=self._guild.id,
                character_id=ids.get(one.who or 0, one.who),
                run_id=self._run(one.at),
                kind=one.kind,
                before=one.before,
                after=one.after,
                seen_at=one.at,
            )
            self._session.add(event)
            self._session.flush()
            last_id = event.id
        mark = self._session.get(NoticeMark, self._guild.id, with_for_update=True)
        if mark is None:
            mark = NoticeMark(guild_id=self._guild.id, event_id=0, looked_at=self._now)
            self._session.add(mark)
        mark.event_id = max(mark.event_id, last_id)

    def _run(self, at: datetime) -> int:
        run = SyncRun(
            scope=guild_scope(self._guild.id),
            kind=RunKind.ROSTER,
            trigger=RunTrigger.SCHEDULE,
            started_at=at - timedelta(seconds=1),
            finished_at=at,
            lease_until=at,
            outcome=RunOutcome.OK,
        )
        self._session.add(run)
        self._session.flush()
        return run.id

    def _write_snapshots(self, story: Story) -> int:
        rows = [
            {"character_id": row.character_id, **day}
            for row in self._rows
            for day in snapshots(_today(row), self._stay(story, row.character_id), row.bnet_character_id or 0)
        ]
        keys = ("character_id", "taken_on")
        insert_missing(self._session, CharacterSnapshot, rows, keys=keys, now=self._now)
        return len(rows)

    def _stay(self, story: Story, character_id: int) -> Stay:
        first, last = story.joined.get(character_id, story.begins_at), self._week_start
        gone, back = story.away.get(character_id, (last, last))
        return Stay(begins_at=story.begins_at, ends_at=last, here=[(first, gone), (back, last)])


def _today(row: Any) -> Today:
    return Today(
        item_level=row.equipped_item_level,
        rating=row.mythic_rating,
        achievement_points=row.achievement_points,
        tier_pieces=row.tier_pieces,
        problem_count=row.problem_count,
    )
