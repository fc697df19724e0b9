"""Who looks at a page, and what that person may use in the guild that it is about. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.permissions.policy import Decision, GuildRules, Standing, Tool, decide, tools_of
from webapp.permissions.sessions import SessionTimes, is_alive


@dataclass(frozen=True, slots=True)
class ViewAs:
    """A rank as which somebody looks at a guild's pages, to see what it sees."""

    guild_id: int
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A person who is signed in."""

    session_id: str
    user_id: int
    battletag: str
    is_operator: bool = False
    view_as: ViewAs | None = None
    unread: int = 0
    """How many notifications the person has not marked as read."""

    @property
    def name(self) -> str:
        """Return the battletag without its number, as people call each other."""
        return self.battletag.partition("#")[0]


SESSION_COLUMNS = 10
"""How many values of a key statement's row tell of the session: see ``viewer_of``."""


def viewer_of(row: Sequence[object], now: datetime) -> Viewer | None:
    """Return whom the columns of a session and its person tell of; None when the session opens nothing."""
    stored_id, user_id, seen_at, expires_at, revoked_at, guild_id, rank, battletag, is_operator, unread = row
    if stored_id is None or user_id is None:
        return None
    times = SessionTimes(seen_at=seen_at, expires_at=expires_at, revoked_at=revoked_at)  # type: ignore[arg-type]
    if not is_alive(times, now):
        return None
    is_viewing = guild_id is not None and rank is not None
    return Viewer(
        session_id=str(stored_id),
        user_id=int(user_id),  # type: ignore[call-overload]
        battletag=str(battletag),
        is_operator=bool(is_operator),
        view_as=ViewAs(guild_id, rank) if is_viewing else None,  # type: ignore[arg-type]
        unread=int(unread),  # type: ignore[call-overload]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a viewer is in one guild; ``as_rank`` is set while the pages are looked at as somebody else."""

    standing: Standing
    rules: GuildRules
    tools: frozenset[Tool]
    as_rank: int | None = None

    def with_tools(self, more: frozenset[Tool]) -> "Access":
        """Return the same access with some tools more."""
        return replace(self, tools=self.tools | more)

    def why(self, tool: Tool, now: datetime) -> Decision:
        """Return the decision about a tool with its reason."""
        return decide(tool, self.standing, self.rules, now)


def access_of(
    viewer: Viewer | None, guild_id: int, standing: Standing, rules: GuildRules, *, now: datetime
) -> Access:
    """Return a viewer's access to a guild; who views as a rank sees what both have, and no more."""
    own, view_as = tools_of(standing, rules, now), None if viewer is None else viewer.view_as
    if view_as is None or view_as.guild_id != guild_id:
        return Access(standing=standing, rules=rules, tools=own)
    seen_as = Standing(rank=view_as.rank)
    tools = own & tools_of(seen_as, rules, now)
    return Access(standing=seen_as, rules=rules, tools=tools, as_rank=view_as.rank)
