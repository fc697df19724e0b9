"""What is not asked for the moment, because somebody said so. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.words import PauseScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """One thing that is not asked; it ends at ``resumes_at``, or when somebody says so."""

    scope: PauseScope
    guild_id: int | None = None
    paused_at: datetime
    resumes_at: datetime | None = None
    reason: str = ""

    def is_over(self, now: datetime) -> bool:
        """Say whether the pause has ended by itself."""
        return self.resumes_at is not None and self.resumes_at <= now


@dataclass(frozen=True, slots=True)
class Pauses:
    """Everything that is not asked at one moment."""

    every: Sequence[Pause] = ()

    @property
    def stop_battlenet(self) -> bool:
        """Whether Battle.net is not to be asked about anybody."""
        return self.over(PauseScope.BATTLENET) is not None

    @property
    def stop_logs(self) -> bool:
        """Whether Warcraft Logs is not to be asked about anybody."""
        return self.over(PauseScope.WARCRAFTLOGS) is not None

    @property
    def guild_ids(self) -> frozenset[int]:
        """The guilds about which nobody is asked."""
        return frozenset(one.guild_id for one in self.every if one.guild_id is not None)

    def over(self, source: PauseScope) -> Pause | None:
        """Return the pause that stops a source, the one over everything first."""
        stopping = [one for one in self.every if one.scope in {PauseScope.EVERYTHING, source}]
        return min(stopping, key=lambda one: one.scope is not PauseScope.EVERYTHING, default=None)

    def of_guild(self, guild_id: int) -> Pause | None:
        """Return the pause over one guild by itself."""
        return next((one for one in self.every if one.guild_id == guild_id), None)

    def over_guild(self, guild_id: int) -> Pause | None:
        """Return the pause that keeps a guild from being read: over everything, Battle.net, or the guild."""
        return self.over(PauseScope.BATTLENET) or self.of_guild(guild_id)
