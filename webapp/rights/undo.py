"""Take back what an entry of the log tells of, as a change of its own that names the entry."""

from sqlalchemy import select

from webapp.members.writing import main_words, write_main, write_role
from webapp.models import AuditEntry, GuildMember
from webapp.permissions.audit import OF_MEMBERS, Action, exemption_words, why_not_undone
from webapp.permissions.changes import Change, Refused
from webapp.permissions.policy import GuildRules, Tool
from webapp.rights import writing
from webapp.rights.state import exemption_of, rule_of, rule_words
from webapp.words import Role, Visibility


def take_back(change: Change, entry: AuditEntry) -> None:
    """Put back what was before an entry; Refused if something happened since, RightLost without its tool."""
    action = Action(entry.action) if entry.action in set(Action) else None
    if action in OF_MEMBERS:
        change.demand(Tool.ROSTER_EDIT)
    is_as_left = action is not None and _present(change, action, entry) == entry.after
    reason = why_not_undone(entry.action, is_latest=_is_latest(change, entry), is_as_left=is_as_left)
    if reason is not None or action is None:
        raise Refused("entry", reason or "")
    change.undoes_id = entry.id
    _put_back(change, action, entry)


def _present(change: Change, action: Action, entry: AuditEntry) -> object:
    """Return how things are now, in the words of the log."""
    subject = entry.subject or ""
    match action:
        case Action.TOOL_RULE:
            return rule_words(change.rules.of(Tool(subject)))
        case Action.RANK_NAME:
            return writing.rank_name(change, int(subject))
        case Action.VISIBILITY:
            return change.guild.visibility.value
        case Action.EXCEPTION:
            row = writing.exemption_row(change, entry.user_id or 0, Tool(subject))
            return exemption_words(None if row is None else writing.stored_exemption(row))
        case Action.ROLE | Action.MAIN:
            return _said(change, action, entry.character_id or 0)
        case _:
            return None


def _put_back(change: Change, action: Action, entry: AuditEntry) -> None:
    subject = entry.subject or ""
    match action:
        case Action.TOOL_RULE:
            present = {tool.value: change.rules.of(tool) for tool in Tool}
            writing.write_rules(change, GuildRules(rules={**present, subject: rule_of(entry.before)}))
        case Action.RANK_NAME:
            writing.write_rank_name(change, int(subject), entry.before)
        case Action.VISIBILITY:
            writing.write_visibility(change, Visibility(str(entry.before)))
        case Action.ROLE:
            write_role(change, entry.character_id or 0, Role(entry.before) if entry.before else None)
        case Action.MAIN:
            write_main(change, entry.character_id or 0, entry.before and entry.before["main_id"])
        case _:
            before = exemption_of(subject, entry.before)
            writing.write_exemption(change, entry.user_id or 0, Tool(subject), before)


def _said(change: Change, action: Action, character_id: int) -> object:
    """Return what the guild's officers say about a member now."""
    of = (GuildMember.guild_id == change.guild.id, GuildMember.character_id == character_id)
    row = change.session.execute(select(GuildMember.role_override, GuildMember.main_id).where(*of)).first()
    if row is None:
        return None
    return row.role_override if action is Action.ROLE else main_words(row.main_id)


def _is_latest(change: Change, entry: AuditEntry) -> bool:
    later = (
        AuditEntry.guild_id == entry.guild_id,
        AuditEntry.id > entry.id,
        AuditEntry.action == entry.action,
        AuditEntry.subject == entry.subject,
        AuditEntry.user_id == entry.user_id,
        AuditEntry.character_id == entry.character_id,
    )
    return change.session.scalar(select(AuditEntry.id).where(*later).limit(1)) is None
