"""The sweeper's steps: each removes a handful of what was last confirmed before a border, and counts it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, select, tuple_, union, update
from sqlalchemy.orm import Session

from webapp.cards import store
from webapp.extensions import Model
from webapp.history.forgetting import forget_history
from webapp.lib.errors import ErrorWord
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    FailureMute,
    FormerName,
    Guild,
    GuildMember,
    HeldRoster,
    MemberEvent,
    PageView,
    SectionState,
    SyncTarget,
    User,
)
from webapp.models.legacy import is_in_files
from webapp.models.personal import NAMING_EVENTS, TOLD_BY_PROFILES
from webapp.models.upsert import chunks, lock_characters, lock_guilds
from webapp.sync.leaders import name_leaders
from webapp.sync.row_numbers import clear_numbers
from webapp.words import MainSetBy

HANDFUL = 200
"""Rows a transaction."""


def drop_memberships(session: Session, border: datetime) -> int:
    """Remove members whom no roster has listed since, and what was waiting for them there."""
    expired = GuildMember.last_seen_at < border
    locked = _lock(session, select(GuildMember.character_id).where(expired))
    rows = session.execute(
        select(GuildMember.id, GuildMember.guild_id, GuildMember.character_id).where(
            GuildMember.character_id.in_(locked), expired
        )
    ).all()
    for guild_id in sorted({row.guild_id for row in rows}):
        renewed = {"permission_version": Guild.permission_version + 1}  # whoever had rights through them
        session.execute(update(Guild).where(Guild.id == guild_id).values(renewed))
        of_guild = [row.character_id for row in rows if row.guild_id == guild_id]
        session.execute(
            update(Character)
            .where(Character.id.in_(of_guild), Character.guild_id == guild_id)
            .values(guild_id=None)
        )
        session.execute(
            delete(SyncTarget).where(SyncTarget.character_id.in_(of_guild), SyncTarget.guild_id == guild_id)
        )
    _delete(session, GuildMember, [row.id for row in rows])
    return len(rows)


def empty_rosters(session: Session, border: datetime) -> int:
    """Empty raw rosters and drop held ones; without its hash the next answer is stored whole."""
    read_at = func.coalesce(Guild.roster_succeeded_at, Guild.roster_attempted_at, Guild.created_at)
    stale = _ids(session, select(Guild.id).where(read_at < border, Guild.roster_json.is_not(None)))
    lock_guilds(session, stale)
    session.execute(update(Guild).where(Guild.id.in_(stale)).values(roster_json=None, roster_hash=None))
    held = _ids(session, select(HeldRoster.guild_id).where(HeldRoster.held_at < border))
    session.execute(update(Guild).where(Guild.id.in_(held)).values(roster_outcome=None, roster_error=None))
    session.execute(delete(HeldRoster).where(HeldRoster.guild_id.in_(held)))
    return len(stale) + len(held)


def empty_profiles(session: Session, border: datetime) -> int:
    """Remove all that profiles told; who stands in a roster stays as the roster lists them."""
    expired = Character.verified_at < border
    locked = _lock(session, select(Character.id).where(expired))
    ids = _ids(session, select(Character.id).where(Character.id.in_(locked), expired))
    nothing: dict[str, Any] = dict.fromkeys(TOLD_BY_PROFILES)
    session.execute(
        update(Character)
        .where(Character.id.in_(ids))
        .values(**nothing, attempted_at=None, outcome=None, error=None, failures=0)
    )
    store.forget(session, ids)
    forget_history(session, ids)
    for model in (SectionState, FormerName, PageView):
        session.execute(delete(model).where(model.character_id.in_(ids)))
    _empty_names(session, MemberEvent.character_id.in_(ids))
    return len(ids)


def drop_characters(session: Session, border: datetime) -> int:
    """Remove characters whom neither a profile, a roster nor their owner's own list has confirmed since."""
    is_listed = select(GuildMember.id).where(GuildMember.character_id == Character.id).exists()
    is_claimed = and_(Character.claimed_at.is_not(None), Character.claimed_at >= border)
    expired = and_(
        func.coalesce(Character.verified_at, Character.created_at) < border, ~is_listed, ~is_claimed
    )
    locked = _lock(session, select(Character.id).where(expired))
    ids = _ids(session, select(Character.id).where(Character.id.in_(locked), expired))
    _empty_names(session, MemberEvent.character_id.in_(ids))
    for model in (CharacterEnrichmentCache, SyncTarget):
        session.execute(delete(model).where(model.character_id.in_(ids)))
    clear_numbers(session, ids)
    _delete(session, Character, ids)
    return len(ids)


def drop_unmet(session: Session, border: datetime) -> int:
    """Remove names under which nobody was found before the border, unless anything else needs the row."""
    cards, targets = CharacterEnrichmentCache, SyncTarget
    is_given = cards.player_card["external"].as_string().is_not(None)
    needed = (
        select(GuildMember.id).where(GuildMember.character_id == Character.id),
        select(cards.id).where(cards.character_id == Character.id, is_given),
        select(targets.id).where(targets.character_id == Character.id, targets.wished_at.is_not(None)),
    )
    unmet = and_(
        Character.bnet_character_id.is_(None),
        Character.outcome == ErrorWord.NOT_FOUND.value,
        Character.attempted_at < border,
        Character.user_id.is_(None),
        *(~one.exists() for one in needed),
        ~is_in_files(),
    )
    locked = _lock(session, select(Character.id).where(unmet))
    ids = _ids(session, select(Character.id).where(Character.id.in_(locked), unmet))
    for model in (cards, targets):
        session.execute(delete(model).where(model.character_id.in_(ids)))
    clear_numbers(session, ids)
    _delete(session, Character, ids)
    return len(ids)


def drop_former_names(session: Session, border: datetime) -> int:
    """Remove former names that are older, unless the character's profile is confirmed."""
    is_confirmed = _is_confirmed(FormerName.character_id, border)
    ids = _ids(session, select(FormerName.id).where(FormerName.until < border, ~is_confirmed))
    _delete(session, FormerName, ids)
    return len(ids)


def empty_events(session: Session, border: datetime) -> int:
    """Take names out of older events, unless the character's profile is confirmed; the event itself stays."""
    has_names = and_(MemberEvent.kind.in_(NAMING_EVENTS), MemberEvent.before.is_not(None))
    is_confirmed = _is_confirmed(MemberEvent.character_id, border)
    ids = _ids(session, select(MemberEvent.id).where(has_names, MemberEvent.seen_at < border, ~is_confirmed))
    _empty_names(session, MemberEvent.id.in_(ids))
    return len(ids)


def drop_cards(session: Session, border: datetime) -> int:
    """Remove cards that nobody has written since, unless the character's profile is confirmed."""
    card = CharacterEnrichmentCache
    is_confirmed = _is_confirmed(card.character_id, border)
    old = select(card.id).where(card.updated_at < border, ~is_confirmed)
    ids = _ids(session, old.with_for_update(skip_locked=True, of=card))
    _delete(session, card, ids)
    return len(ids)


def drop_looks(session: Session, border: datetime) -> int:
    """Remove counts of looks of earlier days."""
    key = (PageView.character_id, PageView.day)
    rows = session.execute(select(*key).where(PageView.day < border.date()).limit(HANDFUL)).all()
    if rows:
        session.execute(delete(PageView).where(tuple_(*key).in_([tuple(row) for row in rows])))
    return len(rows)


def drop_mutes(session: Session, now: datetime) -> int:
    """Remove mutes that are over: their failures count again as it is."""
    ids = _ids(session, select(FailureMute.id).where(FailureMute.until <= now))
    _delete(session, FailureMute, ids)
    return len(ids)


def drop_people(session: Session, border: datetime) -> int:
    """Remove people who have not signed in since; what only a player may say goes with them."""
    came_at = func.coalesce(User.last_login_at, User.created_at)
    gone = select(User.bnet_id).where(came_at < border).order_by(User.bnet_id)
    ids = _ids(session, gone.with_for_update(key_share=True))
    _part_from_owners(session, ids)
    session.execute(delete(User).where(User.bnet_id.in_(ids)))
    return len(ids)


def _part_from_owners(session: Session, user_ids: Sequence[int]) -> None:
    """Make characters nobody's; mains that their players chose go, so that officers have a say again."""
    owned = select(Character.id).where(Character.user_id.in_(user_ids))
    members = select(GuildMember.guild_id).where(GuildMember.character_id.in_(owned))
    led = select(Guild.id).where(Guild.leader_id.in_(user_ids))
    guild_ids = sorted(session.scalars(union(members, led)))
    lock_guilds(session, guild_ids)
    own = session.scalars(owned).all()
    lock_characters(session, own)
    by_player = Character.main_set_by == MainSetBy.PLAYER
    for some in chunks(own, 500):
        theirs = Character.id.in_(some)
        hung = update(Character).where(by_player, theirs | Character.main_id.in_(some))
        released = update(Character).where(theirs, Character.user_id.in_(user_ids))
        for statement in (
            hung.values(main_id=None, main_set_by=None),
            released.values(user_id=None, claimed_at=None),
        ):
            session.execute(statement.execution_options(synchronize_session=False))
    versions = {
        "data_version": Guild.data_version + 1,
        "permission_version": Guild.permission_version + 1,
    }
    renewed = update(Guild).where(Guild.id.in_(guild_ids)).values(versions)
    session.execute(renewed.execution_options(synchronize_session=False))
    name_leaders(session, guild_ids)


def _lock(session: Session, query: Select[int]) -> Sequence[int]:
    """Lock a handful of characters, after their guilds and before their targets, as everybody does."""
    ids = sorted(_ids(session, query.distinct()))
    memberships = select(GuildMember.guild_id).where(GuildMember.character_id.in_(ids))
    present = select(Character.guild_id).where(Character.id.in_(ids), Character.guild_id.is_not(None))
    lock_guilds(session, {one for one in session.scalars(union(memberships, present)) if one is not None})
    lock_characters(session, ids)
    targets = select(SyncTarget.id).where(SyncTarget.character_id.in_(ids)).order_by(SyncTarget.id)
    session.execute(targets.with_for_update()).all()
    return ids


def _ids(session: Session, query: Select[int]) -> Sequence[int]:
    return session.scalars(query.limit(HANDFUL)).all()


def _delete(session: Session, model: type[Model], ids: Sequence[int]) -> None:
    session.execute(delete(model).where(model.id.in_(ids)))  # type: ignore[attr-defined]


def _empty_names(session: Session, of: ColumnElement[bool]) -> None:
    session.execute(
        update(MemberEvent).where(of, MemberEvent.kind.in_(NAMING_EVENTS)).values(before=None, after=None)
    )


def _is_confirmed(character_id: Any, border: datetime) -> ColumnElement[bool]:
    return select(Character.id).where(Character.id == character_id, Character.verified_at >= border).exists()
