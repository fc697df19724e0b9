"""The card of each guild that a person's characters are in: what they are there, and what that opens."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from webapp.me.own_reading import Membership
from webapp.me.page import GuildCard, OwnCharacter, OwnException
from webapp.permissions.policy import (
    MASTER,
    MEMBERS_TOOLS,
    Decision,
    Exemption,
    GuildRules,
    Reason,
    Standing,
    Tool,
    decide,
)
from webapp.web.guild_address import guild_path
from webapp.web.refusals import TOOL_NAMES

LEADS = "Guild master"


def guild_card(
    guild: Any,
    there: Sequence[tuple[OwnCharacter, Membership]],
    *,
    rules: GuildRules,
    exemptions: Sequence[Exemption],
    present: Collection[Tool],
    now: datetime,
) -> GuildCard:
    """Return the card of one guild; ``there`` are the person's characters in it.

    ``present`` are the tools that something needs already: nobody is told of others as open to them.
    """
    best, membership = min(there, key=lambda one: (one[1].rank, one[0].name))
    standing = Standing(rank=membership.rank, exemptions=exemptions)
    decided = {tool: decide(tool, standing, rules, now) for tool in Tool}
    return GuildCard(
        name=guild.name,
        path=guild_path(guild.region, guild.slug, guild.name),
        realm=guild.realm,
        region=guild.region,
        faction=guild.faction,
        members=guild.members,
        roster_succeeded_at=guild.roster_succeeded_at,
        is_archived=guild.archived_at is not None,
        standing=_standing(membership),
        rank=membership.rank,
        through=best.name,
        more_tools=_more_tools(decided, present),
        exceptions=[*_exceptions(decided)],
        is_settings_open=decided[Tool.SETTINGS].is_allowed,
        is_tokens_open=decided[Tool.API_TOKENS].is_allowed,
        characters=len(there),
    )


def _standing(membership: Membership) -> str:
    """Return what the person is there: the guild's own word for the rank, where its officers wrote one."""
    return LEADS if membership.rank == MASTER else membership.rank_name or "Member"


def _more_tools(decided: Mapping[Tool, Decision], present: Collection[Tool]) -> Sequence[str]:
    """Return what the rank opens beyond what every member has."""
    return [
        TOOL_NAMES[tool]
        for tool, decision in decided.items()
        if decision.reason is Reason.RANK and tool not in MEMBERS_TOOLS and tool in present
    ]


def _exceptions(decided: Mapping[Tool, Decision]) -> Iterable[OwnException]:
    """Yield what holds for this very person, whatever the rank says."""
    for tool, decision in decided.items():
        if (one := decision.exemption) is not None:
            yield OwnException(
                tool=TOOL_NAMES[tool],
                is_given=decision.is_allowed,
                reason=one.reason,
                ends_at=one.expires_at,
            )
