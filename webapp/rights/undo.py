"""Take back what an entry of the log tells of, as a change of its own that names the entry."""

from webapp.members.writing import write_main, write_role
from webapp.models import AuditEntry
from webapp.permissions.audit import OF_MEMBERS, Action
from webapp.permissions.changes import Change, Refused
from webapp.permissions.policy import GuildRules, Tool, tools_of
from webapp.rights import writing
from webapp.rights.member_reading import read_rank_names
from webapp.rights.state import exemption_of, rule_of
from webapp.rights.undo_reading import read_states
from webapp.rights.undoing import why_not_undone
from webapp.words import Role, Visibility


def take_back(change: Change, entry: AuditEntry) -> None:
    """Put back what was before an entry; Refused if something happened since, RightLost without its tool."""
    if entry.action in OF_MEMBERS:
        change.demand(Tool.ROSTER_EDIT)
    names = read_rank_names(change.session, change.guild.id)
    state = read_states(change.session, change.guild.id, [entry], rules=change.rules, names=names).get(
        entry.id
    )
    tools = tools_of(change.standing, change.rules, change.now)
    reason = why_not_undone(entry.action, (entry.before, entry.after), state, tools=tools, now=change.now)
    if reason is not None:
        raise Refused("entry", reason)
    change.undoes_id = entry.id
    _put_back(change, Action(entry.action), entry)


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
