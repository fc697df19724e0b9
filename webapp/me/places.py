"""Where what is stored about a person stands: which tables, which of their rows, and what dates those."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.extensions import Model
from webapp.me.stored_words import Kind
from webapp.models import (
    AddedCharacter,
    ApiToken,
    AuditEntry,
    BossKill,
    Character,
    CharacterEnrichmentCache,
    CharacterList,
    CharacterSnapshot,
    FormerName,
    GuildMember,
    GuildNotice,
    LegacyFile,
    LegacyRecord,
    LegacyUpload,
    LegacyWish,
    MemberEvent,
    MythicRun,
    NoteRead,
    Notification,
    OfficerNote,
    PageView,
    PermissionException,
    RaidAttendance,
    SavedView,
    SectionState,
    SyncRun,
    SyncTarget,
    User,
    UserSession,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A table, the condition of the person's rows, and the column that dates them."""

    model: type[Model]
    where: ColumnElement[bool]
    moment: InstrumentedAttribute[datetime | None]


def places_of(user_id: int) -> Mapping[Kind, Place]:
    """Return where each kind of thing is stored beside the account and its sessions."""
    own = select(Character.id).where(Character.user_id == user_id)
    return {**_lists(user_id), **_of_characters(own), **_of_person(user_id, own)}


def tables_of(user_id: int) -> Mapping[type[Model], ColumnElement[bool]]:
    """Return which rows of each table are the person's, whatever their kind."""
    rows: dict[type[Model], ColumnElement[bool]] = {
        User: User.bnet_id == user_id,
        UserSession: UserSession.user_id == user_id,
    }
    for place in places_of(user_id).values():
        known = rows.get(place.model)
        rows[place.model] = place.where if known is None else or_(known, place.where)
    return rows


def told_about(user_id: int, model: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Return the statement over what officers keep about the person's characters: their notes, or reads."""
    query = select(*columns).select_from(model).join(Character, Character.id == model.character_id)
    return query.where(Character.user_id == user_id)


def _lists(user_id: int) -> Mapping[Kind, Place]:
    return {
        Kind.LISTS: Place(CharacterList, CharacterList.user_id == user_id, CharacterList.read_at),
        Kind.CHARACTERS: Place(Character, Character.user_id == user_id, Character.claimed_at),
    }


def _of_characters(own: Select[int]) -> Mapping[Kind, Place]:
    cards, snapshot = CharacterEnrichmentCache, CharacterSnapshot
    return {
        Kind.SECTIONS: Place(SectionState, SectionState.character_id.in_(own), SectionState.attempted_at),
        Kind.CARDS: Place(cards, cards.character_id.in_(own), cards.updated_at),
        Kind.TARGETS: Place(SyncTarget, SyncTarget.character_id.in_(own), SyncTarget.created_at),
        Kind.MEMBERSHIPS: Place(GuildMember, GuildMember.character_id.in_(own), GuildMember.joined_at),
        Kind.EVENTS: Place(MemberEvent, MemberEvent.character_id.in_(own), MemberEvent.seen_at),
        Kind.FORMER_NAMES: Place(FormerName, FormerName.character_id.in_(own), FormerName.until),
        Kind.SNAPSHOTS: Place(snapshot, snapshot.character_id.in_(own), snapshot.created_at),
        Kind.DUNGEON_RUNS: Place(MythicRun, MythicRun.character_id.in_(own), MythicRun.completed_at),
        Kind.NOTICES: Place(GuildNotice, GuildNotice.character_id.in_(own), GuildNotice.at),
        Kind.KILLS: Place(BossKill, BossKill.character_id.in_(own), BossKill.killed_at),
        Kind.RAIDS: Place(RaidAttendance, RaidAttendance.character_id.in_(own), RaidAttendance.created_at),
        Kind.RECORDS: Place(LegacyRecord, _called_so(LegacyRecord, own), LegacyRecord.read_at),
        Kind.FILES: Place(LegacyFile, _called_so(LegacyFile, own), LegacyFile.created_at),
        Kind.SOUGHT: Place(LegacyWish, _called_so(LegacyWish, own), LegacyWish.asked_at),
        Kind.LOOKS: Place(PageView, PageView.character_id.in_(own), PageView.created_at),
    }


def _called_so(row: Any, own: Select[int]) -> ColumnElement[bool]:
    """Return the condition of rows of files that have the address of one of the characters."""
    one = Character
    there = (one.region == row.region, one.realm == row.realm, one.name_key == row.name_key)
    return select(one.id).where(one.id.in_(own), *there).exists()


def _of_person(user_id: int, own: Select[int]) -> Mapping[Kind, Place]:
    audit, exception = AuditEntry, PermissionException
    about = (audit.user_id == user_id) | audit.character_id.in_(own)
    return {
        Kind.EXCEPTIONS: Place(exception, exception.user_id == user_id, exception.created_at),
        Kind.VIEWS: Place(SavedView, SavedView.user_id == user_id, SavedView.created_at),
        Kind.ADDED: Place(AddedCharacter, AddedCharacter.user_id == user_id, AddedCharacter.created_at),
        Kind.SENT: Place(LegacyUpload, LegacyUpload.user_id == user_id, LegacyUpload.sent_at),
        Kind.NEWS: Place(Notification, Notification.user_id == user_id, Notification.created_at),
        Kind.DONE: Place(audit, audit.actor_id == user_id, audit.at),
        Kind.ABOUT: Place(audit, about, audit.at),
        Kind.TOKENS: Place(ApiToken, ApiToken.made_by == user_id, ApiToken.created_at),
        Kind.NOTES: Place(OfficerNote, OfficerNote.written_by == user_id, OfficerNote.written_at),
        Kind.READS: Place(NoteRead, NoteRead.reader_id == user_id, NoteRead.last_read_at),
        Kind.RUNS: Place(SyncRun, SyncRun.asked_by == user_id, SyncRun.started_at),
        Kind.WISHES: Place(SyncTarget, SyncTarget.wished_by == user_id, SyncTarget.wished_at),
    }
