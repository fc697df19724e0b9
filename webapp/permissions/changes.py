"""Change a guild within the caller's transaction: the right is asked for again, the log says who did what."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import AuditEntry, Guild, User
from webapp.permissions.audit import Action
from webapp.permissions.policy import GuildRules, Standing, Tool, tools_of
from webapp.permissions.standing import read_standing
from webapp.permissions.viewer import Access

MOVED = "Somebody changed these settings meanwhile. Look again at what your change does, then save it."


class RightLost(Exception):
    """Who wants to change something has no right to it any more; ``access`` says what is left."""

    def __init__(self, tool: Tool, access: Access) -> None:
        super().__init__(tool.value)
        self.tool = tool
        self.access = access


class NotThere(Exception):
    """What somebody wants to change is not there, or not any more; the message is a sentence."""


class Moved(Exception):
    """Rights are not what they were when the person decided; the message is a sentence."""


class Refused(Exception):
    """A change that must not be: the field that asks for it, and a sentence."""

    def __init__(self, field_name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field_name
        self.sentence = sentence


@dataclass(slots=True, kw_only=True)
class Change:
    """One person's change of one guild, which is locked until the transaction ends."""

    session: Session
    guild: Guild
    standing: Standing
    rules: GuildRules
    actor_id: int
    now: datetime
    undoes_id: int | None = None
    _is_counted: bool = field(default=False, init=False)

    def demand(self, tool: Tool) -> None:
        """Ask for one more right that this change needs, or raise RightLost."""
        tools = tools_of(self.standing, self.rules, self.now)
        if tool not in tools:
            raise RightLost(tool, Access(standing=self.standing, rules=self.rules, tools=tools))

    def record(  # noqa: PLR0913 - a line of the log: what, from, to, about whom
        self,
        action: Action,
        *,
        before: Any,
        after: Any,
        subject: str | None = None,
        user_id: int | None = None,
        character_id: int | None = None,
        changes_rights: bool = True,
    ) -> None:
        """Write what was done into the log; the first record makes everybody's kept rights old."""
        self.session.add(
            AuditEntry(
                guild_id=self.guild.id,
                actor_id=self.actor_id,
                action=action.value,
                subject=subject,
                user_id=user_id,
                character_id=character_id,
                before=before,
                after=after,
                undoes_id=self.undoes_id,
                at=self.now,
            )
        )
        if changes_rights and not self._is_counted:
            self.guild.permission_version += 1
            self._is_counted = True


def begin_change(
    session: Session, guild_id: int, actor_id: int, now: datetime, *, tool: Tool, version: int | None = None
) -> Change:
    """Lock the guild, then ask for the right again: a demotion that was faster is seen, a slower one waits.

    So does whoever takes the server away from the operator who changes something. ``version`` is the
    permission version that the person has seen; raises RightLost or Moved.
    """
    guild = session.scalar(select(Guild).where(Guild.id == guild_id).with_for_update(key_share=True))
    standing, rules = read_standing(session, guild_id, actor_id)
    runs_server = select(User.bnet_id).where(User.bnet_id == actor_id, User.is_operator)
    if session.scalar(runs_server.with_for_update(key_share=True)) is not None:
        standing = standing.as_operator()
    access = Access(standing=standing, rules=rules, tools=tools_of(standing, rules, now))
    if guild is None or tool not in access.tools:
        raise RightLost(tool, access)
    if version is not None and version != guild.permission_version:
        raise Moved(MOVED)
    return Change(session=session, guild=guild, standing=standing, rules=rules, actor_id=actor_id, now=now)
