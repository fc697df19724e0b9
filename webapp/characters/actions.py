"""What a person may start from a character's page."""

from datetime import datetime

from flask import abort

from webapp.characters.address import CharacterAddress
from webapp.database import transaction
from webapp.sync.logs.jobs import ring_logs_if_due
from webapp.sync.logs.targets import make_logs_due
from webapp.sync.tracking import BadAddress, TooManyWaiting, track_lone_character
from webapp.sync.wishes import wish_character_refresh


def wish_refresh(character_id: int, *, now: datetime) -> None:
    """Ask for a fresh look, at logs too; within the cool-down this joins the wish before it."""
    wish = wish_character_refresh(character_id, asked_by=None, now=now)
    if not wish.is_granted:
        return
    with transaction() as session:
        make_logs_due(session, [character_id], now)
    ring_logs_if_due(now)


def look_up(region: str, realm: str, name: str, *, now: datetime) -> str:
    """Keep a character by its name and ask for a look at it; return the address of its page."""
    try:
        character_id = track_lone_character(region, realm, name, now=now)
    except BadAddress as error:
        abort(404, str(error))
    except TooManyWaiting as error:
        abort(429, str(error))
    wish_character_refresh(character_id, asked_by=None, now=now)
    return CharacterAddress(region=region.lower(), realm=realm, realm_name=realm, name=name).path
