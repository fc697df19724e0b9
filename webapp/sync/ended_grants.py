"""What a guild gave a person by name ends when they have no character there any more; they are told."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from webapp.models import AuditEntry, Character, Guild, GuildMember, PermissionException
from webapp.models.upsert import chunks
from webapp.permissions.audit import Action, exemption_words, why_ended
from webapp.permissions.bell import tell_people
from webapp.permissions.news import News
from webapp.permissions.policy import Exemption
from webapp.words import Effect


def end_grants(session: Session, guild_id: int, left: Collection[int], *, now: datetime) -> None:
    """Take back what was given to people whose last characters are among those who left a locked guild."""
    if left:
        end_grants_of(session, guild_id, _owners(session, left), now=now)


def end_grants_of(
    session: Session,
    guild_id: int,
    user_ids: Collection[int],
    *,
    now: datetime,
    actor_id: int | None = None,
) -> None:
    """Take back what was given to those of these people who have no character in a locked guild any more.

    What was denied stays: whoever comes back would be rid of it. Why they have none is written down before;
    ``actor_id`` is whose sign-in showed it, None where a roster did.
    """
    own = PermissionException
    of_guild = select(own).where(own.guild_id == guild_id, own.effect == Effect.GRANT).order_by(own.id)
    granted = [one for one in session.scalars(of_guild) if one.user_id in user_ids] if user_ids else []
    present = _present(session, guild_id, {one.user_id for one in granted}) if granted else set()
    ended = [one for one in granted if one.user_id not in present]
    if ended:
        guild = session.scalar(select(Guild.name).where(Guild.id == guild_id))
        session.execute(insert(AuditEntry), [_entry(one, actor_id, now) for one in ended])
        tell_people(session, [_news(one, guild) for one in ended])
        session.execute(delete(own).where(own.id.in_([one.id for one in ended])))


def _owners(session: Session, character_ids: Collection[int]) -> set[int]:
    found: set[int | None] = set()
    for chunk in chunks(sorted(character_ids), 500):
        found.update(session.scalars(select(Character.user_id).where(Character.id.in_(chunk))))
    return {one for one in found if one is not None}


def _present(session: Session, guild_id: int, user_ids: Collection[int]) -> set[int]:
    """Return who of these people has a character in the guild still."""
    query = select(Character.user_id).join(GuildMember, GuildMember.character_id == Character.id)
    here = (GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
    found = session.scalars(query.where(*here, Character.user_id.in_(sorted(user_ids))))
    return {one for one in found if one is not None}


def _entry(row: PermissionException, actor_id: int | None, now: datetime) -> dict[str, object]:
    """Return the line of the log: what was, whose sign-in ended it if any did, and why."""
    was = Exemption(tool=row.tool_name, effect=row.effect, reason=row.reason, expires_at=row.expires_at)
    return {
        "guild_id": row.guild_id,
        "actor_id": actor_id,
        "action": Action.EXCEPTION_ENDED.value,
        "subject": row.tool_name,
        "user_id": row.user_id,
        "before": exemption_words(was),
        "after": {"because": why_ended(row.user_id, actor_id).value},
        "at": now,
    }


def _news(row: PermissionException, guild: str | None) -> dict[str, object]:
    facts = {"guild": guild, "tool": row.tool_name}
    return {"user_id": row.user_id, "kind": News.GRANT_ENDED.value, "facts": facts}
