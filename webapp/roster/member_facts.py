"""What is known about a member, as SQL that the roster's lists, filters and sorts share."""

from sqlalchemy import and_, case, func

from webapp.freshness.retention import member_is_shown
from webapp.models import Character, GuildMember
from webapp.roster.moment import GUILD_ID, RESET_AT, SHOWN_SINCE

ROLE = func.coalesce(GuildMember.role_override, Character.role)
IS_MEMBER = and_(
    GuildMember.guild_id == GUILD_ID,
    GuildMember.left_at.is_(None),
    Character.id == GuildMember.character_id,
    member_is_shown(SHOWN_SINCE),
)
"""A member of the guild today whose data is confirmed often enough to be shown, joined to the character."""
IS_THIS_WEEK = Character.vault_week_at == RESET_AT
"""Whether a card's vault is that of the running week; not known where the week is not."""
FILLED_SLOTS = case(
    (
        IS_THIS_WEEK,
        func.coalesce(Character.vault_raid, 0)
        + func.coalesce(Character.vault_mythic, 0)
        + func.coalesce(Character.vault_world, 0),
    )
)
"""Filled slots of this week's vault; NULL where the vault is not known."""
