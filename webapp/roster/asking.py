"""What somebody asks a roster for, from the address and from what the gate found out."""

from functools import lru_cache
from urllib.parse import parse_qs

from webapp.permissions.audience_words import narrow_lines
from webapp.permissions.viewer import Access
from webapp.roster import bodies
from webapp.roster.audience import EXPLAINED, refuse, shown_to
from webapp.roster.filters import FieldProblem, RosterFilter, read_filter
from webapp.roster.keeping import audience_of
from webapp.roster.page import FindPart
from webapp.roster.query.finding import find_of
from webapp.roster.query.suggestions import suggestions
from webapp.roster.query.tokens import LONGEST_QUERY
from webapp.web.fast_pages import Asked, MadeOf, Taken
from webapp.web.guild_address import GuildAddress
from webapp.web.refusals import closed_sentences


def asked_of(asked: Asked) -> bodies.Asked:
    """Return what a request asks of the guild at its address."""
    guild, viewer = asked.loaded.guild, asked.loaded.viewer
    if guild is None:
        raise AssertionError("unreachable: the gate lets nobody in where no guild is")
    view, problems = view_of(asked.query)
    allowed, viewer_id = asked.access, None if viewer is None else viewer.user_id
    is_member = allowed.standing.rank is not None
    return bodies.Asked(
        guild=guild,
        view=view,
        problems=problems,
        audience=audience_of(allowed.tools, is_member=is_member, viewer_id=viewer_id),
        notes=[*closed_sentences(EXPLAINED, allowed, asked.now), *narrow_lines(allowed)],
        viewer_id=viewer_id,
        now=asked.now,
    )


def table_made_of(asked: Asked) -> MadeOf | None:
    """Return what a table is made of; None for one that is not kept."""
    wanted = asked_of(asked)
    question = bodies.question_of(wanted)
    if question is None:
        return None
    return MadeOf([Taken(question, bodies.look_of(wanted))], tuple(wanted.notes))


def page_made_of(asked: Asked) -> MadeOf | None:
    """Return what a whole page is made of: a table, the strip above it, and all that its shell tells."""
    wanted = asked_of(asked)
    question = bodies.question_of(wanted)
    if question is None:
        return None
    taken = [Taken(question, bodies.look_of(wanted)), bodies.strip_taken(wanted)]
    return MadeOf(taken, (asked.loaded.viewer, wanted.guild, *wanted.notes))


def told_of(typed: str, allowed: Access, guild: GuildAddress) -> FindPart:
    """Return what stands under the search field while somebody types."""
    view, problems = read_filter({"q": [typed]})
    shown = shown_to(allowed.tools, is_member=allowed.standing.rank is not None)
    faults = [problem.fault for problem in (*problems, *refuse(view, shown)[1])]
    text = typed.strip()[:LONGEST_QUERY]
    going_on = suggestions(typed, shown.fields, shown.states)
    return FindPart(find_of(text, next(iter(faults), None), going_on), guild)


@lru_cache(maxsize=1024)
def view_of(query: bytes) -> tuple[RosterFilter, tuple[FieldProblem, ...]]:
    """Return the view that an address's query means, and the fields that could not be read."""
    return read_filter(parse_qs(query.decode(errors="replace"), keep_blank_values=True))
