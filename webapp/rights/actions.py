"""What a person may change about a guild's rights: one transaction each, the right checked in it again."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from webapp.database import transaction
from webapp.models import AuditEntry, Guild, GuildMember, PermissionException, UserSession
from webapp.permissions.audit import Action
from webapp.permissions.changes import NotThere, Refused, begin_change
from webapp.permissions.policy import GuildRules, Tool
from webapp.permissions.viewer import Viewer
from webapp.rights import writing
from webapp.rights.forms import WantedException
from webapp.rights.undo import take_back
from webapp.web.guild_address import guild_path
from webapp.words import Visibility

NO_SUCH_ENTRY = "This guild's log has no such entry."
NO_SUCH_EXCEPTION = "This guild has no such exception. Perhaps somebody ended it before."
NOT_HIGHER = "You can look as your own rank, or as a lower one."


def save_mapping(guild_id: int, actor_id: int, wanted: GuildRules, *, version: int, now: datetime) -> None:
    """Store the rank of every tool, unless rights changed since the person saw ``version`` of them."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.SETTINGS, version=version)
        writing.write_rules(change, wanted)


def name_ranks(guild_id: int, actor_id: int, names: Mapping[int, str | None], *, now: datetime) -> None:
    """Store what officers call the ranks."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.SETTINGS)
        for rank, name in names.items():
            writing.write_rank_name(change, rank, name)


def set_visibility(guild_id: int, actor_id: int, visibility: Visibility, *, now: datetime) -> None:
    """Open a guild's roster to everybody, or close it again."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.SETTINGS)
        writing.write_visibility(change, visibility)


def make_exception(guild_id: int, actor_id: int, wanted: WantedException, *, now: datetime) -> None:
    """Give one person a tool, or take it, whatever the rank says."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.SETTINGS)
        writing.write_exemption(change, wanted.user_id, wanted.tool, wanted.exemption)


def end_exception(guild_id: int, actor_id: int, exception_id: int, *, now: datetime) -> None:
    """Let a person's rank decide again; another guild's exception is not found."""
    own = PermissionException
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.SETTINGS)
        row = session.scalar(select(own).where(own.id == exception_id, own.guild_id == guild_id))
        if row is None:
            raise NotThere(NO_SUCH_EXCEPTION)
        writing.write_exemption(change, row.user_id, Tool(row.tool_name), None)


def confirm_ranks(guild_id: int, actor_id: int, *, now: datetime) -> None:
    """Let the ranks count as the roster tells them; nothing happens where nobody doubts them."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.SETTINGS)
        guild = change.guild
        if guild.ranks_doubted_at is None:
            return
        change.record(Action.RANKS_CONFIRMED, before=guild.ranks_doubt, after=None)
        guild.ranks_doubted_at, guild.ranks_doubt, guild.ranks_confirmed_at = None, None, now
        doubted = (GuildMember.guild_id == guild_id, GuildMember.confirmed_rank.is_not(None))
        session.execute(update(GuildMember).where(*doubted).values(confirmed_rank=None))


def undo(guild_id: int, actor_id: int, entry_id: int, *, now: datetime) -> None:
    """Take back what an entry of this guild's log tells of."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.SETTINGS)
        query = select(AuditEntry).where(AuditEntry.id == entry_id, AuditEntry.guild_id == guild_id)
        entry = session.scalar(query)
        if entry is None:
            raise NotThere(NO_SUCH_ENTRY)
        take_back(change, entry)


def start_view_as(guild_id: int, viewer: Viewer, rank: int, *, now: datetime) -> None:
    """Let a person look at a guild's pages as a rank, in this browser."""
    with transaction() as session:
        change = begin_change(session, guild_id, viewer.user_id, now, tool=Tool.SETTINGS)
        own = change.standing
        if not own.is_operator and own.rank is not None and rank < own.rank:
            raise Refused("rank", NOT_HIGHER)
        change.record(Action.VIEW_AS, before=None, after={"rank": rank}, changes_rights=False)
        session.execute(
            update(UserSession)
            .where(UserSession.id == viewer.session_id)
            .values(view_as_guild_id=guild_id, view_as_rank=rank)
        )


def stop_view_as(viewer: Viewer, *, now: datetime) -> str | None:
    """Let a person be themselves again; return the address of the guild that was looked at, if any was.

    A session that ended meanwhile, in another tab, looks at nothing any more.
    """
    with transaction() as session:
        row = session.get(UserSession, viewer.session_id, with_for_update=True)
        if row is None:
            return None
        guild_id, rank = row.view_as_guild_id, row.view_as_rank
        row.view_as_guild_id, row.view_as_rank = None, None
        if guild_id is None:
            return None
        entry = AuditEntry(guild_id=guild_id, actor_id=viewer.user_id, action=Action.VIEW_AS.value, at=now)
        entry.before = {"rank": rank}
        session.add(entry)
        address = select(Guild.region, Guild.realm, Guild.name).where(Guild.id == guild_id)
        return guild_path(*session.execute(address).one())
