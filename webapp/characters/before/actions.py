"""What an officer says of who a member was before: one transaction, the right checked in it again."""

from datetime import datetime

from webapp.cards.jobs import ring_cards_if_due
from webapp.characters.subject import NO_SUCH_CHARACTER
from webapp.database import transaction
from webapp.members.continuing import continue_as
from webapp.members.reading import read_member
from webapp.permissions.changes import NotThere, begin_change
from webapp.permissions.policy import Tool


def say_same(guild_id: int, actor_id: int, *, former_id: int, character_id: int, now: datetime) -> None:
    """Let a former member's record go on as a member's; raises Refused where it cannot be the same."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.ROSTER_EDIT)
        if read_member(session, guild_id, character_id) is None:
            raise NotThere(NO_SUCH_CHARACTER)
        continue_as(change, former_id, character_id)
    ring_cards_if_due(now)
