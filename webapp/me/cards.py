"""The card of each guild that a person's characters are in: what they are there, and what that opens."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from webapp.me.own_reading import Membership
from webapp.me.page import GuildCard, OwnCharacter
from webapp.permissions.policy import (
    MASTER,
    MEMBERS_TOOLS,
    Exemption,
    GuildRules,
    Standing,
    Tool,
    tools_of,
)
from webapp.web.guild_address import guild_path
from webapp.web.refusals import TOOL_NAMES

LEADS, OFFICER, MEMBER = "Guild master", "Officer", "Member"


def guild_card(
    guild: Any,
    there: Sequence[tuple[OwnCharacter, Membership]],
    rules: GuildRules,
    exemptions: Sequence[Exemption],
    now: datetime,
) -> GuildCard:
    """Return the card of one guild; ``there`` are the person's characters in it."""
    best, membership = min(there, key=lambda one: (one[1].rank, one[0].name))
    standing = Standing(rank=membership.rank, exemptions=exemptions)
    tools = tools_of(standing, rules, now)
    more = [tool for tool in Tool if tool in tools and tool not in MEMBERS_TOOLS]
    return GuildCard(
        name=guild.name,
        path=guild_path(guild.region, guild.slug, guild.name),
        realm=guild.realm,
        region=guild.region,
        faction=guild.faction,
        members=guild.members,
        roster_succeeded_at=guild.roster_succeeded_at,
        is_archived=guild.archived_at is not None,
        standing=LEADS if membership.rank == MASTER else OFFICER if more else MEMBER,
        rank=best.rank or "",
        through=best.name,
        more_tools=[TOOL_NAMES[tool] for tool in more],
        is_settings_open=Tool.SETTINGS in tools,
        is_tokens_open=Tool.API_TOKENS in tools,
        characters=len(there),
    )
