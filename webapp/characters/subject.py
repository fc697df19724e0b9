"""What pages below a character's address are about, as the gate loads it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import abort, g
from sqlalchemy import RowMapping

from webapp.characters.queries import FoundCharacter, find_with_session, typed_place
from webapp.lib.names import BadName
from webapp.permissions.viewer import Viewer, viewer_of
from webapp.web.guild_address import NO_SUCH_REGION, GuildAddress
from webapp.web.subjects import NO_TOOLS, OWN_TOOLS, Loaded, Subject
from webapp.words import REGIONS

NO_NAME = "No character can have such a name, or there can be no such realm."
NO_SUCH_CHARACTER = "No character of that name is kept here. Its own address offers to look it up."


class _CharacterSubject:
    """Pages below a character's address; an unknown one is answered by the view, with an offer to look."""

    absent: str | None = None

    def load(self, arguments: Mapping[str, Any], session_id: str | None, now: datetime) -> Loaded:
        """Return the character at an address, the guild that it is in, and who asks."""
        if arguments["region"].lower() not in REGIONS:
            abort(404, NO_SUCH_REGION)
        try:
            place = typed_place(arguments["region"], arguments["realm"], arguments["name"])
        except BadName:
            abort(404, NO_NAME)
        found, row = find_with_session(place, session_id=session_id, now=now)
        viewer = viewer_of(row, now)
        if found is None:
            return Loaded(viewer=viewer, subject=None, guild=None)
        guild = _guild(found.row)
        return Loaded(
            viewer=viewer,
            subject=found,
            guild=guild,
            place=found.address,
            own_tools=OWN_TOOLS if _is_own(found, viewer, guild) else NO_TOOLS,
            right_path=found.address.path if _is_elsewhere(found, arguments) else None,
        )


CHARACTER: Subject = _CharacterSubject()


def character_here() -> FoundCharacter:
    """Return the character that the page is about, or answer 404 where there is none to be seen."""
    found = character_or_none()
    if found is None:
        abort(404, NO_SUCH_CHARACTER)
    return found


def character_or_none() -> FoundCharacter | None:
    """Return the character that the page is about, if there is one that may be seen."""
    found: FoundCharacter | None = g.subject
    return found


def _is_own(found: FoundCharacter, viewer: Viewer | None, guild: GuildAddress | None) -> bool:
    """Say whether a character is the viewer's, or one that no tracked guild keeps closed.

    A name that waits for its first look is nobody's yet: shown, it would tell which names are closed. One of
    a file was brought in by people here, and is found from then on.
    """
    if viewer is None:
        return False
    is_told = found.row["bnet_character_id"] is not None or found.row["imported_at"] is not None
    is_met = is_told and not found.is_hidden
    return (guild is None and is_met) or found.row["user_id"] == viewer.user_id


def _is_elsewhere(found: FoundCharacter, arguments: Mapping[str, Any]) -> bool:
    written = (arguments["region"], arguments["realm"], arguments["name"])
    address = found.address
    return not found.is_hidden and written != (address.region, address.realm, address.name)


def _guild(row: RowMapping) -> GuildAddress | None:
    if row["guild_id"] is None:
        return None
    return GuildAddress(
        id=row["guild_id"],
        region=row["region"],
        realm=row["guild_realm"],
        realm_name=row["guild_realm"],
        name=row["guild_name"],
        faction=None,
        data_version=row["guild_data_version"],
        missing_since=None,
        permission_version=row["permission_version"],
        roster_succeeded_at=row["roster_succeeded_at"],
        ranks_doubted_at=row["ranks_doubted_at"],
        archived_at=row["guild_archived_at"],
    )
