"""What a person may start from a character's page."""

from contextlib import suppress
from datetime import datetime

from webapp.characters.address import CharacterAddress
from webapp.characters.subject import NO_SUCH_CHARACTER
from webapp.characters.waiting import ASKED
from webapp.database import transaction
from webapp.permissions.changes import NotThere
from webapp.sync.logs.jobs import ring_logs_if_due
from webapp.sync.logs.targets import make_logs_due
from webapp.sync.tracking import track_unseen_character
from webapp.sync.wishes import NothingToRefresh, wish_character_refresh


def wish_refresh(character_id: int, *, now: datetime) -> None:
    """Ask for a fresh look, at logs too; within the cool-down this joins the wish before it."""
    try:
        wish = wish_character_refresh(character_id, asked_by=None, now=now)
    except NothingToRefresh as gone:
        raise NotThere(NO_SUCH_CHARACTER) from gone
    if not wish.is_granted:
        return
    with transaction() as session:
        make_logs_due(session, [character_id], now)
    ring_logs_if_due(now)


def look_up(region: str, realm: str, name: str, *, now: datetime) -> str:
    """Keep a name that nobody is shown under and ask for a look; return the page that waits for it.

    A member of a guild and who asked to be forgotten are left alone, and nothing in the answer tells.
    Raises BadAddress and TooManyWaiting.
    """
    character_id = track_unseen_character(region, realm, name, now=now)
    if character_id is not None:
        with suppress(NothingToRefresh):  # it went meanwhile, which is told as everything else is
            wish_character_refresh(character_id, asked_by=None, now=now)
    path = CharacterAddress(region=region.lower(), realm=realm, realm_name=realm, name=name).path
    return f"{path}?{ASKED}={int(now.timestamp())}"
