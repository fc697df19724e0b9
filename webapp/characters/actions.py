"""What a person may start from a character's page."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.characters.address import CharacterAddress
from webapp.characters.statements import IN_GUILD
from webapp.characters.subject import NO_SUCH_CHARACTER
from webapp.characters.waiting import SOUGHT, waiting_path
from webapp.database import transaction
from webapp.legacyimport.jobs import ring_seeks
from webapp.legacyimport.seeking.actions import wish_for_file
from webapp.models import Character, GuildMember
from webapp.permissions.changes import NotThere, begin_change
from webapp.permissions.policy import Tool
from webapp.sync.jobs import ring_wishes
from webapp.sync.logs.jobs import ring_logs_if_due
from webapp.sync.logs.targets import make_logs_due
from webapp.sync.tracking import track_unseen_character
from webapp.sync.wishes import NothingToRefresh, wish_character_refresh, wish_character_within


def wish_refresh(character_id: int, actor_id: int, *, now: datetime) -> None:
    """Ask for a fresh look, at logs too; within the cool-down this joins the wish before it.

    What became due says who asked for it. Raises RightLost and NotThere.
    """
    with transaction() as session:
        _ask_for_the_right_again(session, character_id, actor_id, now)
        try:
            wish = wish_character_within(session, character_id, asked_by=actor_id, now=now)
        except NothingToRefresh as gone:
            raise NotThere(NO_SUCH_CHARACTER) from gone
        if wish.is_granted:
            make_logs_due(session, [character_id], now)
    if wish.is_granted:
        ring_wishes()
        ring_logs_if_due(now)


def _ask_for_the_right_again(session: Session, character_id: int, actor_id: int, now: datetime) -> None:
    """Ask as the gate did before: a guild decides about its members, save those of who asks."""
    home = (
        select(Character.user_id, GuildMember.guild_id)
        .outerjoin(GuildMember, IN_GUILD)
        .where(Character.id == character_id)
    )
    found = session.execute(home).one_or_none()
    if found is not None and found.guild_id is not None and found.user_id != actor_id:
        begin_change(session, found.guild_id, actor_id, now, tool=Tool.SYNC)


def seek(region: str, realm: str, name: str, *, now: datetime) -> str:
    """Have a name looked for among the files of an older tool; return the page that waits for it.

    Nothing in the answer tells whether anybody is kept. Raises BadAddress and TooManyWaiting.
    """
    if wish_for_file(region, realm, name, now=now):
        ring_seeks()
    path = CharacterAddress(region=region.lower(), realm=realm, realm_name=realm, name=name).path
    return f"{path}?{SOUGHT}={int(now.timestamp())}"


def look_up(region: str, realm: str, name: str, *, now: datetime) -> str:
    """Keep a name that nobody is shown under and ask for a look; return the page that waits for it.

    A member of a guild and who asked to be forgotten are left alone, and nothing in the answer tells.
    Raises BadAddress and TooManyWaiting.
    """
    seek(region, realm, name, now=now)
    character_id = track_unseen_character(region, realm, name, now=now)
    if character_id is not None:
        with suppress(NothingToRefresh):  # it went meanwhile, which is told as everything else is
            wish_character_refresh(character_id, asked_by=None, now=now)
    path = CharacterAddress(region=region.lower(), realm=realm, realm_name=realm, name=name).path
    return waiting_path(path, now)
