"""A character's card, ready to send: from the cache where nothing is under way, else rendered now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import render_template

from webapp.caching import api as caching
from webapp.caching.entries import Codec, Fetched
from webapp.caching.questions import Question
from webapp.caching.regions import Region
from webapp.caching.warming import Again
from webapp.characters import queries
from webapp.characters.deeds_view import MOST_DEEDS
from webapp.characters.keeping import fresh_for, key_of
from webapp.characters.warm_words import word_of
from webapp.config import current_settings
from webapp.freshness.telling import Moments
from webapp.history.facts import Past
from webapp.history.queries import recent_past
from webapp.permissions.policy import Tool
from webapp.seasons import season_before
from webapp.web.pictures import pictures_base
from webapp.web.pieces import split_at_notes, with_notes
from webapp.web.splicing import Bundle, Part, dump_bundle, load_bundle, piece_of

_BUNDLES: Codec[Bundle] = Codec(dump_bundle, load_bundle, is_frozen=True)
_ACTIVE, _AT_REST = "active", "at rest"


def card_of(
    found: queries.FoundCharacter, *, tools: frozenset[Tool], notes: Sequence[str], now: datetime
) -> tuple[list[Part], bool]:
    """Return the card as the people with these tools see it, and whether a look is under way.

    ``notes`` say whose the rest is; they may tell who asks, and are not kept with the card.
    """
    if found.is_hidden:
        bundle = _load(found, tools, now).value
    else:
        caching.note_look(Region.CARD, word_of(found.id, tools))
        bundle = caching.ask(_question(found, tools), lambda: _load(found, tools, now))
    return with_notes("card", bundle.pieces, notes), bundle.word == _ACTIVE


def again(found: queries.FoundCharacter, tools: frozenset[Tool], now: datetime) -> Again | None:
    """Return how a card is asked for before anybody comes; None where it may not be shown any more."""
    return None if found.is_hidden else Again(_question(found, tools), lambda: _load(found, tools, now))


def _question(found: queries.FoundCharacter, tools: frozenset[Tool]) -> Question[Bundle]:
    pictures = pictures_base(current_settings())  # a simulator moves to another port
    return Question(Region.CARD, key_of({**found.row, "pictures": pictures}, tools), _BUNDLES)


def _load(found: queries.FoundCharacter, tools: frozenset[Tool], now: datetime) -> Fetched[Bundle]:
    whole = found if found.is_hidden else with_history(found, now)
    page_at = queries.pages_of(whole, tools=tools, now=now, telling=Moments)
    page = page_at(now)
    parts = split_at_notes("card", render_template("characters/_card.html", page=page))
    kept = {name: piece_of(html.encode()) for name, html in parts.items()}
    word = _ACTIVE if page.look.is_active else _AT_REST
    return Fetched(Bundle(kept, word), fresh_for(page_at, now))


def with_history(found: queries.FoundCharacter, now: datetime) -> queries.FoundCharacter:
    """Read what only the whole card shows; of deeds one more than it shows, to know of earlier ones."""
    days, deeds = recent_past(found.id, now, most=MOST_DEEDS + 1)
    past = Past(days=days, deeds=deeds, season_before=season_before(found.address.region, now))
    return replace(found, past=past)
