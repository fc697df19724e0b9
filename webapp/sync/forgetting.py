"""Forget a person who asks for it: all that is theirs goes in one transaction, characters' numbers stay.

Locks come in the order that everybody keeps: the person, guilds, characters, targets. What belongs to others
stays without them: what officers wrote, what a guild decided, and tokens of guilds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, delete, insert, or_, select, union, update
from sqlalchemy.orm import Session, undefer

from webapp.lib.names import name_key
from webapp.models import (
    AddedCharacter,
    AuditEntry,
    Character,
    CharacterEnrichmentCache,
    ForgottenCharacter,
    FormerName,
    Guild,
    GuildMember,
    HeldRoster,
    LegacyFile,
    LegacyRecord,
    LegacyWish,
    MemberEvent,
    PermissionException,
    SyncTarget,
    User,
)
from webapp.models.forgotten import address_hash
from webapp.models.personal import NAMING_EVENTS
from webapp.models.upsert import chunks, lock_characters, lock_guilds, upsert
from webapp.sync.leaders import name_leaders
from webapp.sync.roster_answer import document_without
from webapp.sync.row_numbers import clear_numbers
from webapp.words import EventKind

FORGOTTEN = "person_forgotten"
"""The word of the log; the entry says of whom neither name nor number."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Own:
    """A character of the person who asks."""

    character_id: int
    bnet_id: int
    region: str
    realm: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How much went: how many characters, and of how many guilds."""

    characters: int
    guilds: int


def forget_person(session: Session, user_id: int, now: datetime) -> Forgotten:
    """Remove a person and all that is theirs, within the caller's transaction."""
    session.execute(select(User.bnet_id).where(User.bnet_id == user_id).with_for_update(key_share=True)).all()
    lock_guilds(session, _guilds_of(session, user_id) | _holding(session, user_id))
    own = _own(session, user_id)
    ids = [one.character_id for one in own]
    lock_characters(session, ids)
    _lock_targets(session, ids)
    guild_ids, homes = _guilds_of(session, user_id), _homes_of(session, ids)
    _keep_numbers(session, own, now)
    _clear_rosters(session, guild_ids, own)
    _clear_log(session, user_id, ids)
    _drop_by_name(session, own)
    _drop_typed(session, own)
    drop_characters(session, ids)
    session.execute(delete(User).where(User.bnet_id == user_id))
    _write_down(session, homes, len(own), now)
    _renew(session, guild_ids)
    log.info("person_forgotten", characters=len(own), guilds=len(guild_ids))
    return Forgotten(characters=len(own), guilds=len(guild_ids))


def _own(session: Session, user_id: int) -> Sequence[Own]:
    columns = (Character.id, Character.bnet_character_id, Character.region, Character.realm, Character.name)
    query = select(*columns).where(Character.user_id == user_id).order_by(Character.id)
    return [Own(row.id, row.bnet_character_id or 0, *row[2:]) for row in session.execute(query)]


def _guilds_of(session: Session, user_id: int) -> set[int]:
    """Return every guild whose rosters, rights or history know the person."""
    members = select(GuildMember.guild_id).join(Character, Character.id == GuildMember.character_id)
    exceptions = select(PermissionException.guild_id).where(PermissionException.user_id == user_id)
    led = select(Guild.id).where(Guild.leader_id == user_id)
    return set(session.scalars(union(members.where(Character.user_id == user_id), exceptions, led)))


def _holding(session: Session, user_id: int) -> set[int]:
    """Return every guild with a held roster in the regions of the person's characters."""
    regions = select(Character.region).where(Character.user_id == user_id)
    held = select(HeldRoster.guild_id).join(Guild, Guild.id == HeldRoster.guild_id)
    return set(session.scalars(held.where(Guild.region.in_(regions))))


def _homes_of(session: Session, ids: Collection[int]) -> list[int]:
    """Return the guild of each present membership."""
    present = (GuildMember.character_id.in_(ids), GuildMember.left_at.is_(None))
    return list(session.scalars(select(GuildMember.guild_id).where(*present).order_by(GuildMember.guild_id)))


def _lock_targets(session: Session, ids: Collection[int]) -> None:
    targets = select(SyncTarget.id).where(SyncTarget.character_id.in_(ids)).order_by(SyncTarget.id)
    session.execute(targets.with_for_update()).all()


def _keep_numbers(session: Session, own: Sequence[Own], now: datetime) -> None:
    """Write down whom no sync may bring back."""
    rows = [
        {
            "region": one.region,
            "bnet_character_id": one.bnet_id,
            "address_hash": address_hash(one.region, one.realm, one.name),
        }
        for one in own
        if one.bnet_id
    ]
    keys = ("region", "bnet_character_id")
    upsert(session, ForgottenCharacter, rows, keys=keys, columns=("address_hash",), now=now)


def _clear_rosters(session: Session, guild_ids: Collection[int], own: Sequence[Own]) -> None:
    """Empty raw rosters, which the next answer fills again; strike the person out of all that are held.

    A held one may list them though nothing else of its guild does: it is not believed yet.
    """
    of = Guild.id.in_(sorted(guild_ids))
    session.execute(update(Guild).where(of).values(roster_json=None, roster_hash=None))
    for region in sorted({one.region for one in own}):
        gone = {one.bnet_id for one in own if one.region == region}
        query = select(HeldRoster).join(Guild, Guild.id == HeldRoster.guild_id).where(Guild.region == region)
        query = query.options(undefer(HeldRoster.roster_json)).order_by(HeldRoster.guild_id)
        for held in session.scalars(query.with_for_update(of=HeldRoster)):
            held.roster_json = document_without(held.roster_json, gone)
    session.flush()


def _clear_log(session: Session, user_id: int, ids: Collection[int]) -> None:
    """Empty what the log says about the person, and names in histories; that something happened stays."""
    about = or_(AuditEntry.user_id == user_id, AuditEntry.character_id.in_(ids))
    _update(session, AuditEntry, about)
    _update(session, MemberEvent, MemberEvent.character_id.in_(ids), MemberEvent.kind.in_(NAMING_EVENTS))


def _update(session: Session, model: type[AuditEntry | MemberEvent], *where: ColumnElement[bool]) -> None:
    emptied = update(model).where(*where).values(before=None, after=None)
    session.execute(emptied.execution_options(synchronize_session=False))


def _drop_by_name(session: Session, own: Sequence[Own]) -> None:
    """Remove what programs and files gave under these names, or former ones, and no row of theirs holds."""
    cards, former = CharacterEnrichmentCache, FormerName
    ids = [one.character_id for one in own]
    called = select(Character.region, Character.realm, Character.name_key).where(Character.id.in_(ids))
    before = select(former.region, former.realm, former.name_key).where(former.character_id.in_(ids))
    for region, realm, key in session.execute(union(called, before)).all():
        there = (cards.region == region, cards.realm == realm, cards.name_key == key)
        session.execute(delete(cards).where(*there, cards.character_id.is_(None)))
        for model in (LegacyRecord, LegacyFile, LegacyWish):
            its_own = (model.region == region, model.realm == realm, model.name_key == key)
            session.execute(delete(model).where(*its_own))


def _drop_typed(session: Session, own: Sequence[Own]) -> None:
    """Remove what anybody who typed one of these names was told of it."""
    for one in own:
        there = (AddedCharacter.region == one.region, AddedCharacter.realm == one.realm)
        its_name = AddedCharacter.name_key == name_key(one.name)
        session.execute(delete(AddedCharacter).where(*there, its_name))


def drop_characters(session: Session, ids: Collection[int]) -> None:
    """Remove the rows with all that hangs on them; an alt that somebody hung on one is nobody's alt then."""
    clear_numbers(session, ids)
    for chunk in chunks(sorted(ids), 500):
        alts = update(Character).where(Character.main_id.in_(chunk))
        session.execute(alts.values(main_id=None, main_set_by=None))
        for model in (SyncTarget, CharacterEnrichmentCache):
            session.execute(delete(model).where(model.character_id.in_(chunk)))
        session.execute(delete(Character).where(Character.id.in_(chunk)))


def _write_down(session: Session, homes: Sequence[int], number: int, now: datetime) -> None:
    """Leave lines that say what happened and nothing about whom."""
    events = [{"guild_id": one, "kind": EventKind.DELETED, "seen_at": now} for one in homes]
    if events:
        session.execute(insert(MemberEvent), events)
    session.add(AuditEntry(action=FORGOTTEN, after={"characters": number}, at=now))


def _renew(session: Session, guild_ids: Collection[int]) -> None:
    """Give pages and rights of these guilds a new version, and their lead to whoever has it now."""
    versions = {
        "data_version": Guild.data_version + 1,
        "permission_version": Guild.permission_version + 1,
    }
    renewed = update(Guild).where(Guild.id.in_(sorted(guild_ids))).values(versions)
    session.execute(renewed.execution_options(synchronize_session=False))
    name_leaders(session, guild_ids)
