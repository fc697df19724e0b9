"""What a page is about, as the gate loads it: the thing, the guild whose rules hold, and who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import abort, g

from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Viewer, viewer_of
from webapp.web.guild_address import NO_SUCH_REGION, UNKNOWN_GUILD, GuildAddress, find_guild
from webapp.words import REGIONS

OWN_TOOLS = frozenset({Tool.ROSTER, Tool.GEAR_AUDIT, Tool.LOGS, Tool.LAST_SEEN, Tool.SYNC})
"""What a person may see and do with a character of their own, whatever its guild says."""
NO_TOOLS: frozenset[Tool] = frozenset()


class Place(Protocol):
    """A guild or a character: what a page was about that its reader may see."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def path(self) -> str:
        """Where its page is."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A subject and who asks; ``guild`` is None where no tracked guild has a say.

    ``own_tools`` come on top of what the guild gives; ``right_path`` is set where the address is spelled in
    another way than the subject's own. ``place`` is where the subject's page is.
    """

    viewer: Viewer | None
    subject: object | None
    guild: GuildAddress | None
    own_tools: frozenset[Tool] = NO_TOOLS
    right_path: str | None = None
    place: Place | None = None


class Subject(Protocol):
    """Loads what addresses of one kind are about."""

    absent: str | None
    """The sentence of the 404 for what is not there or not to be seen; None where the view answers."""

    def load(self, arguments: Mapping[str, Any], session_id: str | None, now: datetime) -> Loaded:
        """Return the subject of an address and who asks, with one statement where the address is right."""
        ...


class _GuildSubject:
    """Pages below a guild's address."""

    absent: str | None = UNKNOWN_GUILD

    def load(self, arguments: Mapping[str, Any], session_id: str | None, now: datetime) -> Loaded:
        """Return the guild at an address and who asks."""
        region, realm, name = (arguments[key] for key in ("region", "realm", "name"))
        if region.lower() not in REGIONS:
            abort(404, NO_SUCH_REGION)
        found = find_guild(region, realm, name, session_id=session_id)
        guild = found.guild
        is_elsewhere = guild is not None and not guild.is_written(region, realm, name)
        return Loaded(
            viewer=viewer_of(found.session_row, now),
            subject=guild,
            guild=guild,
            place=guild,
            right_path=guild.path.rstrip("/") if guild is not None and is_elsewhere else None,
        )


GUILD: Subject = _GuildSubject()


def guild_here() -> GuildAddress:
    """Return the guild that the page is about; the gate found it, and that it may be seen."""
    guild: GuildAddress = g.subject
    return guild
