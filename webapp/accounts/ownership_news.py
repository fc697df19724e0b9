"""Tell people what a list changed of theirs, and write down what changed hands: nothing goes in silence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.ownership import OwnershipPlan
from webapp.models import AuditEntry, Character, GuildMember
from webapp.models.upsert import chunks
from webapp.permissions.bell import tell_people
from webapp.permissions.news import News


@dataclass(frozen=True, slots=True)
class _Loss:
    """A character that is somebody's no more."""

    news: News
    character_id: int
    user_id: int | None


def tell_changes(session: Session, plan: OwnershipPlan, user_id: int, now: datetime) -> None:
    """Tell who lost a character to a newer proof, and the person which of theirs the list has no more.

    The log of each guild whose roster lists the character says it too; of none, the server's alone.
    """
    losses = [
        *(_Loss(News.CLAIMED, one.character_id, one.user_id) for one in plan.lost),
        *(_Loss(News.RELEASED, one.character_id, user_id) for one in plan.released),
    ]
    if not losses:
        return
    ids = {one.character_id for one in losses}
    names, homes = _names(session, ids), _homes(session, ids)
    entries = [
        [_entry(loss, guild_id, user_id, now) for guild_id in homes.get(loss.character_id, [None])]
        for loss in losses
    ]
    session.add_all(entry for of_one in entries for entry in of_one)
    session.flush()
    told = [
        _news(loss, names[loss.character_id], of_one[0].id)
        for loss, of_one in zip(losses, entries, strict=True)
    ]
    tell_people(session, told)


def _names(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for chunk in chunks(sorted(ids), 500):
        query = select(Character.id, Character.name).where(Character.id.in_(chunk))
        found.update({row.id: row.name for row in session.execute(query)})
    return found


def _homes(session: Session, ids: Collection[int]) -> Mapping[int, list[int | None]]:
    """Return the guilds whose rosters list each of these characters."""
    found: dict[int, list[int | None]] = {}
    for chunk in chunks(sorted(ids), 500):
        listed = (GuildMember.character_id.in_(chunk), GuildMember.left_at.is_(None))
        query = select(GuildMember.character_id, GuildMember.guild_id).where(*listed)
        for character_id, guild_id in session.execute(query.order_by(GuildMember.guild_id)):
            found.setdefault(character_id, []).append(guild_id)
    return found


def _news(loss: _Loss, name: str, entry_id: int) -> dict[str, object]:
    facts = {"character_id": loss.character_id, "name": name, "entry_id": entry_id}
    return {"user_id": loss.user_id, "kind": loss.news.value, "facts": facts}


def _entry(loss: _Loss, guild_id: int | None, actor_id: int, now: datetime) -> AuditEntry:
    entry = AuditEntry(guild_id=guild_id, actor_id=actor_id, action=loss.news.value, at=now)
    entry.character_id, entry.user_id = loss.character_id, loss.user_id
    return entry
