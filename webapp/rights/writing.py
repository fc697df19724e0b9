"""Write one decision of a guild within a change, and tell the log; what is so already is left alone."""

from dataclasses import replace

from sqlalchemy import select

from webapp.models import GuildPermission, PermissionException, Rank
from webapp.permissions.audit import Action, exemption_words
from webapp.permissions.changes import Change, Refused
from webapp.permissions.policy import MASTER, Exemption, GuildRules, Tool, ToolRule
from webapp.permissions.preview import Person, Roll, lock_out
from webapp.permissions.roll import read_roll
from webapp.rights.state import rule_words
from webapp.words import Effect, Visibility

KEEPS_SETTINGS = "The guild master keeps the settings."
NOT_HERE = "Choose somebody who has signed in and is in the guild."


def write_rules(change: Change, wanted: GuildRules) -> None:
    """Store what differs of a whole mapping, unless nobody could open the settings then."""
    roll = read_roll(change.session, change.guild.id)
    _refuse_lock_out(change, (roll, change.rules), (roll, wanted), "rank_settings")
    for tool in Tool:
        _write_rule(change, tool, wanted.of(tool))


def write_rank_name(change: Change, rank: int, name: str | None) -> None:
    """Store what officers call a rank; the roster shows it, so the version of its data grows too."""
    row = _rank(change, rank)
    before = None if row is None else row.rank_name
    if before == name:
        return
    if row is None:
        change.session.add(Rank(guild_id=change.guild.id, rank_id=rank, rank_name=name))
    else:
        row.rank_name = name
    change.guild.data_version += 1
    change.record(Action.RANK_NAME, subject=str(rank), before=before, after=name)


def write_visibility(change: Change, visibility: Visibility) -> None:
    """Store who may visit the guild's pages."""
    before = change.guild.visibility
    if before is visibility:
        return
    change.guild.visibility = visibility
    change.record(Action.VISIBILITY, before=before.value, after=visibility.value)


def write_exemption(change: Change, user_id: int, tool: Tool, exemption: Exemption | None) -> None:
    """Store what holds for one person, or with None that nothing does; a repeat takes the former's place."""
    roll = read_roll(change.session, change.guild.id)
    _check_exemption(roll.person(user_id), exemption)
    _check_lock_out(change, roll, user_id, tool=tool, exemption=exemption)
    row = exemption_row(change, user_id, tool)
    before = None if row is None else stored_exemption(row)
    if before == exemption:
        return
    if row is not None:
        change.session.delete(row)
        change.session.flush()
    if exemption is not None:
        change.session.add(_new_row(change, user_id, exemption))
    change.record(
        Action.EXCEPTION,
        subject=tool.value,
        user_id=user_id,
        before=exemption_words(before),
        after=exemption_words(exemption),
    )


def exemption_row(change: Change, user_id: int, tool: Tool) -> PermissionException | None:
    """Return the row of a person's exception for a tool."""
    own = PermissionException
    query = select(own).where(
        own.guild_id == change.guild.id, own.user_id == user_id, own.tool_name == tool.value
    )
    return change.session.scalar(query)


def stored_exemption(row: PermissionException) -> Exemption:
    """Return what a row means."""
    return Exemption(tool=row.tool_name, effect=row.effect, reason=row.reason, expires_at=row.expires_at)


def _write_rule(change: Change, tool: Tool, rule: ToolRule) -> None:
    before = change.rules.of(tool)
    if before == rule:
        return
    own, guild_id = GuildPermission, change.guild.id
    row = change.session.scalar(select(own).where(own.guild_id == guild_id, own.tool_name == tool.value))
    if row is None:
        row = own(guild_id=guild_id, tool_name=tool.value)
        change.session.add(row)
    row.min_rank_id, row.enabled = rule.min_rank, rule.is_on
    change.record(Action.TOOL_RULE, subject=tool.value, before=rule_words(before), after=rule_words(rule))


def _check_exemption(person: Person | None, exemption: Exemption | None) -> None:
    """Refuse an exception for a stranger, and one against the guild master's settings."""
    if exemption is None:
        return
    if person is None:
        raise Refused("person", NOT_HERE)
    is_of_settings = exemption.tool == Tool.SETTINGS and exemption.effect is Effect.DENY
    if is_of_settings and person.standing.rank == MASTER:
        raise Refused("tool", KEEPS_SETTINGS)


def _check_lock_out(
    change: Change, roll: Roll, user_id: int, *, tool: Tool, exemption: Exemption | None
) -> None:
    person = roll.person(user_id)
    if person is None:
        return
    kept = [one for one in person.standing.exemptions if one.tool != tool]
    standing = replace(person.standing, exemptions=[*kept, *([exemption] if exemption else [])])
    after = roll.with_standing(user_id, standing)
    _refuse_lock_out(change, (roll, change.rules), (after, change.rules), "tool")


def _refuse_lock_out(
    change: Change, before: tuple[Roll, GuildRules], after: tuple[Roll, GuildRules], field: str
) -> None:
    sentence = lock_out(before, after, change.actor_id, change.now)
    if sentence is not None:
        raise Refused(field, sentence)


def _rank(change: Change, rank: int) -> Rank | None:
    query = select(Rank).where(Rank.guild_id == change.guild.id, Rank.rank_id == rank)
    return change.session.scalar(query)


def _new_row(change: Change, user_id: int, exemption: Exemption) -> PermissionException:
    return PermissionException(
        guild_id=change.guild.id,
        user_id=user_id,
        tool_name=exemption.tool,
        effect=exemption.effect,
        reason=exemption.reason,
        expires_at=exemption.expires_at,
        made_by=change.actor_id,
    )
