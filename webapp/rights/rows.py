"""The rows of the settings beside the tools: ranks, exceptions, members, and what fields offer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from webapp.lib.forms import Choice, Draft
from webapp.permissions.policy import MASTER, GuildRules, Tool, decide
from webapp.permissions.preview import Roll
from webapp.permissions.rank_words import RankNames
from webapp.permissions.viewer import Access
from webapp.rights.forms import NAME
from webapp.rights.page import ExceptionRow, MemberRow, RankRow, Sample
from webapp.rights.tool_rows import RANKS, Holding
from webapp.rights.tool_words import EFFECTS, LABELS, explain, label_of, rank_label
from webapp.words import Effect, Visibility

VISITORS = {
    Visibility.MEMBERS: "Members only",
    Visibility.PUBLIC: "Everybody may see the roster and its cards, and nothing else",
}
GIVE_OR_TAKE = {Effect.GRANT: "Give it", Effect.DENY: "Take it away"}
Sampled = Mapping[int, tuple[int, Sequence[Sample]]]


def rank_rows(sampled: Sampled, names: RankNames, draft: Draft[str], access: Access) -> list[RankRow]:
    """Return all ranks that there can be; one can look as one's own rank and those below."""
    standing = access.standing
    highest = MASTER if standing.is_operator or standing.rank is None else standing.rank
    rows = []
    for rank in RANKS:
        count, samples = sampled.get(rank, (0, ()))
        rows.append(
            RankRow(
                number=rank,
                label="Guild master" if rank == MASTER else f"Rank {rank}",
                typed=draft.fields.get(f"{NAME}{rank}", names.get(rank) or ""),
                problem=draft.problem(f"{NAME}{rank}"),
                count=count,
                samples=samples,
                can_be_tried_on=rank >= highest,
            )
        )
    return rows


def exception_row(row: Any, roll: Roll, now: datetime) -> ExceptionRow:
    """Return an exception as the list shows it."""
    person = roll.person(row.user_id)
    return ExceptionRow(
        id=row.id,
        who=row.battletag.partition("#")[0],
        tool=label_of(row.tool_name),
        effect=EFFECTS[row.effect],
        reason=row.reason,
        ends_at=row.expires_at,
        is_over=row.expires_at is not None and row.expires_at <= now,
        is_member=person is not None,
        made_by=None if row.maker is None else row.maker.partition("#")[0],
    )


def member_row(row: Any, holding: Holding) -> MemberRow:
    """Return a member, and what the owner may do and why."""
    rules = holding.rules
    person = None if row.user_id is None else holding.roll.person(row.user_id)
    decided = [(tool, decide(tool, person.standing, rules, holding.now)) for tool in Tool] if person else []
    return MemberRow(
        name=row.name,
        realm=row.realm,
        class_id=row.class_id,
        rank=rank_label(row.rank, holding.names),
        owner=None if person is None else person.name,
        claimed_at=row.claimed_at,
        lines=[explain(person, tool, decision, rules) for tool, decision in decided if person],
    )


def person_choices(roll: Roll, draft: Draft[str]) -> list[Choice]:
    """Return everybody who can have an exception."""
    chosen = draft.fields.get("person")
    return [
        Choice(str(person.user_id), f"{person.name} ({person.characters[0]})", str(person.user_id) == chosen)
        for person in roll.people
    ]


def tool_choices(draft: Draft[str], present: Collection[Tool]) -> list[Choice]:
    """Return every tool that an exception can be about; ``present`` are those that something needs by now."""
    chosen = draft.fields.get("tool")
    return [
        Choice(
            tool.value,
            LABELS[tool] if tool in present else f"{LABELS[tool]} (comes later)",
            tool.value == chosen,
        )
        for tool in Tool
    ]


def effect_choices(draft: Draft[str]) -> list[Choice]:
    """Return what an exception can do; to give is what is asked for more often."""
    chosen = draft.fields.get("effect", Effect.GRANT.value)
    return [Choice(effect.value, words, effect.value == chosen) for effect, words in GIVE_OR_TAKE.items()]


def visibility_choices(rules: GuildRules) -> list[Choice]:
    """Return who can be let in, the present choice marked."""
    present = Visibility.PUBLIC if rules.is_public else Visibility.MEMBERS
    return [Choice(one.value, words, one is present) for one, words in VISITORS.items()]
