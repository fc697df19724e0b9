"""A roster's parts, ready to send: from the cache where a view is one of those kept, else rendered now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from flask import render_template

from webapp.caching import api as caching
from webapp.caching.entries import Codec, Fetched
from webapp.caching.questions import Question, group_of_guild, group_of_strips
from webapp.caching.regions import Region
from webapp.caching.warming import Again
from webapp.roster import queries
from webapp.roster.audience import refuse, shown_to
from webapp.roster.filters import FieldProblem, RosterFilter
from webapp.roster.keeping import Audience, is_kept, key_of, strip_fresh_for, strip_key_of
from webapp.roster.page import RosterPage, in_view
from webapp.roster.warm_words import word_of
from webapp.web.fast_pages import Taken
from webapp.web.guild_address import GuildAddress
from webapp.web.pieces import split_at_notes, with_notes
from webapp.web.splicing import Bundle, Part, Piece, dump_bundle, load_bundle, piece_of

_BUNDLES: Codec[Bundle] = Codec(dump_bundle, load_bundle, is_frozen=True)
_STRIP, _ACTIVE = "strip", "active"
PLAIN = RosterFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks a roster for, and who asks; ``problems`` are fields that could not be read."""

    guild: GuildAddress
    view: RosterFilter
    problems: Sequence[FieldProblem]
    audience: Audience
    notes: Sequence[str] = ()
    """Whose the columns are that the viewer does not have, which may tell who the viewer is."""
    viewer_id: int | None
    now: datetime

    @property
    def versions(self) -> tuple[int, int]:
        """The versions with which the guild was read: before any row."""
        return self.guild.data_version, self.guild.permission_version


@dataclass(frozen=True, slots=True)
class Body:
    """The filters and the table, the query of the page that they are, and whether anything was left out."""

    parts: Mapping[str, Sequence[Part]]
    query: str
    has_problems: bool = False
    has_fault: bool = False
    """Whether the query could not be read, or asks for what is not open."""


@dataclass(frozen=True, slots=True)
class StripPart:
    """The sync strip, and whether something is under way."""

    part: Part
    is_active: bool


def body_of(asked: Asked) -> Body:
    """Return filters and table as the viewer may see them."""
    question = question_of(asked)
    if question is None:
        page = page_of(asked)
        fresh = {name: html.encode() for name, html in _rendered(page).items()}
        parts, query = _parts(fresh, asked.notes), page.view.query()
        return Body(parts, query, has_problems=bool(page.problems), has_fault=page.has_fault)
    if (word := look_of(asked)) is not None:
        caching.note_look(Region.ROSTER, word)
    bundle = caching.ask(question, lambda: _load(asked))
    return Body(_parts(bundle.pieces, asked.notes), bundle.word)


def body_of_press(asked: Asked, in_notes: Mapping[str, frozenset[int]]) -> Body:
    """Return filters and table where a press has looked for the words of the query in notes."""
    page = page_of(asked, in_notes)
    fresh = {name: html.encode() for name, html in _rendered(page).items()}
    return Body(_parts(fresh, asked.notes), page.view.query(), has_problems=bool(page.problems))


def again(asked: Asked) -> Again | None:
    """Return how a body is asked for before anybody comes; None for one that is not kept."""
    question = question_of(asked)
    return None if question is None else Again(question, lambda: _load(asked))


def strip_of(asked: Asked) -> StripPart:
    """Return the sync strip; one that shows something under way is never an old one.

    It is one for all views and readers, and the view's own query is put into it.
    """
    taken = strip_taken(asked)
    if taken.look is not None:
        caching.note_look(Region.STRIP, taken.look)
    told = caching.ask(taken.question, lambda: _load_strip(asked))
    view, _ = refuse(asked.view, shown_to(asked.audience.tools, is_member=asked.audience.is_member))
    return StripPart(_strip_in_view(told.pieces[_STRIP], view), told.word == _ACTIVE)


def strip_taken(asked: Asked) -> Taken:
    """Return under what a strip is kept, and how a look at it is counted."""
    audience = replace(asked.audience, reader_id=None)
    return Taken(_strip_question(asked), word_of(asked.guild.id, audience, PLAIN))


def strip_again(asked: Asked) -> Again:
    """Return how a strip is asked for before anybody comes."""
    return Again(_strip_question(asked), lambda: _load_strip(asked))


def _strip_question(asked: Asked) -> Question[Bundle]:
    word = replace(asked.audience, reader_id=None).word
    key = f"{asked.guild.id}:{'.'.join(map(str, asked.versions))}:{word}"
    return Question(
        Region.STRIP,
        strip_key_of(key, asked.guild.newest_run_at),
        _BUNDLES,
        group_of_strips(asked.guild.id),
    )


@lru_cache(maxsize=512)
def _strip_in_view(strip: Piece, view: RosterFilter) -> Piece:
    """Return the strip of a view, compressed once for all who look at it."""
    return piece_of(in_view(strip.plain().decode(), view).encode())


def look_of(asked: Asked) -> str | None:
    """Return the word under which a look at a body is counted, where it may be kept warm."""
    return word_of(asked.guild.id, asked.audience, asked.view)


def question_of(asked: Asked) -> Question[Bundle] | None:
    """Return under what a body is kept; None where it is not."""
    view = None if asked.problems else _kept_view(asked.view, asked.audience)
    if view is None:
        return None
    key = key_of(asked.guild.id, asked.versions, asked.audience, view)
    return Question(Region.ROSTER, key, _BUNDLES, group_of_guild(asked.guild.id))


@lru_cache(maxsize=1024)
def _kept_view(asked: RosterFilter, audience: Audience) -> RosterFilter | None:
    """Return the view under which a body is kept; None where something is refused or made up."""
    view, refused = refuse(asked, shown_to(audience.tools, is_member=audience.is_member))
    return None if refused or not is_kept(view) else view


def page_of(asked: Asked, in_notes: Mapping[str, frozenset[int]] | None = None) -> RosterPage:
    """Return what a page shows, read now."""
    return queries.roster_page(
        asked.guild,
        asked.view,
        asked.problems,
        tools=asked.audience.tools,
        is_member=asked.audience.is_member,
        viewer_id=asked.viewer_id,
        in_notes=in_notes,
        now=asked.now,
    )


def _rendered(page: RosterPage) -> dict[str, str]:
    return {
        "filters": render_template("roster/_filters.html", page=page),
        **split_at_notes("table", render_template("roster/_table.html", page=page)),
    }


def _parts(rendered: Mapping[str, Part], notes: Sequence[str]) -> Mapping[str, Sequence[Part]]:
    return {"filters": [rendered["filters"]], "table": with_notes("table", rendered, notes)}


def _load(asked: Asked) -> Fetched[Bundle]:
    """Render a body to be kept for as long as it stays true."""
    page = page_of(asked)
    pieces = {name: piece_of(html.encode()) for name, html in _rendered(page).items()}
    life = queries.stays_true_for(asked.guild, asked.now)
    return Fetched(Bundle(pieces, page.view.query()), life)


def _load_strip(asked: Asked) -> Fetched[Bundle]:
    audience = asked.audience
    page = queries.any_view_strip(
        asked.guild, tools=audience.tools, is_member=audience.is_member, now=asked.now
    )
    strip = piece_of(render_template("roster/_strip.html", page=page).encode())
    bundle = Bundle({_STRIP: strip}, _ACTIVE if page.strip.is_active else "")
    shown = page.strip
    life = strip_fresh_for(asked.now, is_active=shown.is_active, back_at=shown.back_at)
    return Fetched(bundle, life)
