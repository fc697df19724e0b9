"""Read what the page of a name shows that nobody bears here: who is alike, and whether anybody looks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import literal, select

from webapp.cards.realms import is_realm
from webapp.characters.adding.queries import preview_at
from webapp.characters.queries import Typed, address_of, typed_address
from webapp.characters.statements import alike_at, alike_homes
from webapp.characters.waiting import UnknownPage, is_waiting
from webapp.config import current_settings
from webapp.extensions import db
from webapp.freshness.retention import shown_since
from webapp.legacyimport.seeking.actions import Sought, sought
from webapp.lib.names import name_key
from webapp.models import Realm
from webapp.words import SeekOutcome


def unknown_page(
    place: Typed,
    *,
    asked: str | None = None,
    seeking: str | None = None,
    now: datetime,
    is_guild_seen: Callable[[int, int], bool],
    viewer_id: int | None = None,
) -> UnknownPage:
    """Return the page of a name that nobody bears here; of those alike it names whom the viewer may see.

    ``asked`` and ``seeking`` are when the viewer had it looked up, or looked for among files.

    ``is_guild_seen`` is asked of a guild and its permission version; ``viewer_id`` sees their own as well.
    """
    typed = typed_address(place.region, place.slug, place.name)
    is_meant = is_realm(Realm.slug, literal(typed.region), literal(name_key(typed.realm)))
    named = select(Realm.slug, Realm.name).where(Realm.region == typed.region, is_meant)
    realm = db.session.execute(named.order_by(Realm.slug)).first()
    slug, realm_name = (typed.realm, typed.realm_name) if realm is None else realm
    here, border = (typed.region, slug, typed.name), shown_since(now)
    homes = db.session.execute(alike_homes(*here, border=border))
    seen = [guild_id for guild_id, version in homes if is_guild_seen(guild_id, version)]
    alike = alike_at(*here, border=border, seen_guilds=seen, viewer_id=viewer_id)
    shown = [address_of(row) for row in db.session.execute(alike).mappings()]
    has_files = current_settings().legacy_characters_dir is not None
    found = sought(db.session(), typed.region, slug, typed.name) if has_files else None
    waits = asked is not None and is_waiting(asked, now)
    told = preview_at(here, viewer_id, now) if waits and viewer_id is not None else None
    return UnknownPage(
        replace(typed, realm_name=realm_name),
        shown,
        asked=asked,
        is_waiting=waits,
        preview=told if told is not None and told.is_known else None,
        sought=seeking if has_files else None,
        is_seeking=seeking is not None and is_waiting(seeking, now) and is_open(found),
        may_seek=has_files and viewer_id is not None and asked is None and seeking is None,
        is_unplaced=found is not None and found.outcome is SeekOutcome.UNPLACED,
    )


def is_sought_still(place: Typed, seeking: str, now: datetime) -> bool:
    """Say whether a worker has not looked for a name yet, and its page may go on waiting."""
    return is_waiting(seeking, now) and is_open(sought(db.session(), place.region, place.slug, place.name))


def is_open(found: Sought | None) -> bool:
    """Say whether a wish for a name waits for its answer."""
    return found is not None and found.outcome is None
