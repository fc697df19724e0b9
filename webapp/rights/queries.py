"""Read what the pages of the settings show."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from webapp.extensions import db
from webapp.freshness.retention import shown_since
from webapp.lib.forms import Choice, Draft
from webapp.models import Guild, PermissionException, User
from webapp.permissions.audience_words import audience_of
from webapp.permissions.audit import ACTIONS, OF_SETTINGS, Kind
from webapp.permissions.mapping import fields_of
from webapp.permissions.policy import GuildRules, Tool
from webapp.permissions.preview import Roll, lock_out
from webapp.permissions.roll import read_roll
from webapp.permissions.viewer import Access
from webapp.rights import rows
from webapp.rights.listing import PAGE_SIZE, Show, steps_of
from webapp.rights.log_reading import count_entries, read_entries
from webapp.rights.member_reading import count_members, read_members, read_rank_names, read_samples
from webapp.rights.page import (
    ExceptionRow,
    LogPage,
    MembersPage,
    PreviewPage,
    SettingsPage,
)
from webapp.rights.tool_rows import Holding, change_rows, tool_groups
from webapp.web.guild_address import GuildAddress
from webapp.web.present_tools import present_tools

KIND_LABELS = {
    Kind.TOOLS: "Tools",
    Kind.RANKS: "Ranks",
    Kind.VISIBILITY: "Visitors",
    Kind.EXCEPTIONS: "Exceptions",
    Kind.VIEW_AS: "Looking as a rank",
    Kind.MEMBERS: "Members",
    Kind.TOKENS: "API tokens",
    Kind.SYNC: "Sync",
    Kind.VIEWS: "Roster views",
    Kind.TARGETS: "Insights",
    Kind.CHANNELS: "Notifications",
}
SHOW_LABELS = {Show.CLAIMED: "Claimed", Show.UNCLAIMED: "Not claimed"}


def settings_page(guild: GuildAddress, access: Access, draft: Draft[str], *, now: datetime) -> SettingsPage:
    """Return the page of the settings, with what somebody typed where that could not be used."""
    session, present = db.session(), present_tools()
    names, roll = (
        read_rank_names(session, guild.id),
        read_roll(session, guild.id, named_since=shown_since(now)),
    )
    holding = Holding(roll=roll, rules=access.rules, names=names, now=now)
    latest = read_entries(session, guild.id, names, access, actions=OF_SETTINGS, first=0, limit=1, now=now)
    return SettingsPage(
        guild=guild,
        place="rights",
        audience=audience_of(Tool.SETTINGS, access.rules, names),
        version=guild.permission_version,
        draft=draft,
        doubted_at=guild.ranks_doubted_at,
        doubt=_doubt(guild),
        ranks=rows.rank_rows(read_samples(session, guild.id, now), names, draft, access),
        groups=tool_groups(holding, draft, present=present),
        visibilities=rows.visibility_choices(access.rules),
        exceptions=_exceptions(guild.id, roll, now),
        people=rows.person_choices(roll, draft),
        tools=rows.tool_choices(draft, present),
        effects=rows.effect_choices(draft),
        latest=next(iter(latest), None),
    )


def preview_page(
    guild: GuildAddress, before: GuildRules, after: GuildRules, *, actor_id: int, now: datetime
) -> PreviewPage:
    """Return who would gain and who would lose what."""
    session = db.session()
    roll, names = (
        read_roll(session, guild.id, named_since=shown_since(now)),
        read_rank_names(session, guild.id),
    )
    return PreviewPage(
        guild=guild,
        place="rights",
        audience=audience_of(Tool.SETTINGS, before, names),
        version=guild.permission_version,
        fields=fields_of(after),
        changes=change_rows(roll, before, after, names=names, now=now),
        refusal=lock_out((roll, before), (roll, after), actor_id, now),
    )


def log_page(guild: GuildAddress, kind: Kind | None, page: int, access: Access, *, now: datetime) -> LogPage:
    """Return one page of the log of changes."""
    session, base = db.session(), f"{guild.path}settings/audit"
    actions = ACTIONS[kind] if kind else ()
    total = count_entries(session, guild.id, actions)
    steps = steps_of(base, {"kind": kind}, page=page, total=total)
    names, first = read_rank_names(session, guild.id), max(0, steps.first - 1)
    return LogPage(
        guild=guild,
        place="log",
        audience=audience_of(Tool.SETTINGS, access.rules, names),
        kinds=[Choice(one.value, label, one is kind) for one, label in KIND_LABELS.items()],
        entries=read_entries(
            session, guild.id, names, access, actions=actions, first=first, limit=PAGE_SIZE, now=now
        ),
        steps=steps,
        is_narrowed=kind is not None,
    )


def members_page(
    guild: GuildAddress, show: Show | None, page: int, rules: GuildRules, *, now: datetime
) -> MembersPage:
    """Return one page of the members with the evidence of ownership."""
    session = db.session()
    roll = read_roll(session, guild.id, named_since=shown_since(now))
    members, claimed = count_members(session, guild.id, now)
    total = {None: members, Show.CLAIMED: claimed, Show.UNCLAIMED: members - claimed}[show]
    steps = steps_of(f"{guild.path}settings/members", {"show": show}, page=page, total=total)
    is_claimed = None if show is None else show is Show.CLAIMED
    first, names = max(0, steps.first - 1), read_rank_names(session, guild.id)
    holding = Holding(roll=roll, rules=rules, names=names, now=now)
    found = read_members(session, guild.id, is_claimed=is_claimed, first=first, limit=PAGE_SIZE, now=now)
    return MembersPage(
        guild=guild,
        place="members",
        audience=audience_of(Tool.SETTINGS, rules, names),
        shows=[Choice(one.value, label, one is show) for one, label in SHOW_LABELS.items()],
        rows=[rows.member_row(row, holding) for row in found],
        steps=steps,
        members=members,
        claimed=claimed,
        people=len(roll.people),
    )


def _doubt(guild: GuildAddress) -> str | None:
    if guild.ranks_doubted_at is None:
        return None
    return db.session.scalar(select(Guild.ranks_doubt).where(Guild.id == guild.id))


def _exceptions(guild_id: int, roll: Roll, now: datetime) -> Sequence[ExceptionRow]:
    own, maker = PermissionException, aliased(User)
    query = (
        select(
            own.id,
            own.user_id,
            own.tool_name,
            own.effect,
            own.reason,
            own.expires_at,
            User.battletag,
            maker.battletag.label("maker"),
        )
        .join(User, User.bnet_id == own.user_id)
        .outerjoin(maker, maker.bnet_id == own.made_by)
        .where(own.guild_id == guild_id)
        .order_by(User.battletag, own.tool_name)
    )
    return [rows.exception_row(row, roll, now) for row in db.session.execute(query)]
