"""Read how far somebody is with adding a character, and which realms they may mean."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy import select

from webapp.characters.adding.page import AddingPage, RealmChoice, RealmIndex, Step
from webapp.characters.adding.preview import Asked, Preview, preview_of
from webapp.extensions import db
from webapp.lib.names import BadName, checked_name, name_key
from webapp.lib.spelling import Needle
from webapp.models import AddedCharacter, GameData, Realm
from webapp.sync.gamedata import WANTED
from webapp.sync.pausing import pauses_at
from webapp.sync.tracking import SLUG
from webapp.sync.typed_names import BadAddress, checked_character_name, checked_region
from webapp.words import PauseScope

MOST_REALMS = 12
HINT = "write the realm as addresses do, such as argent-dawn"


def adding_page(region: str, realm: str, name: str) -> AddingPage:
    """Return the first step that still needs an answer; the realm is read from the realm index."""
    page = _step(region, realm, name)
    return replace(page, index=_index_of(page.region)) if page.step is Step.REALM else page


def _step(region: str, realm: str, name: str) -> AddingPage:
    if not region:
        return AddingPage(step=Step.REGION)
    try:
        region = checked_region(region)
    except BadAddress as error:
        return AddingPage(step=Step.REGION, fault=str(error))
    if not realm:
        return AddingPage(step=Step.REALM, region=region)
    try:
        realms = realms_like(region, realm)
    except BadName as error:
        return AddingPage(step=Step.REALM, region=region, fault=f"This is no realm: {error}.")
    chosen = _chosen(realms, realm) or _by_hand(region, realm)
    if chosen is None:
        return _which_realm(region, realm, realms)
    return _with_name(region, chosen, name)


def realms_like(region: str, typed: str) -> Sequence[RealmChoice]:
    """Return the realms that begin with what was typed, then those that have it somewhere. Raises BadName.

    A region has a few hundred realms: they are read at once and compared with the accents left out.
    """
    wanted = checked_name(typed, what="realm")
    query = select(Realm.slug, Realm.name).where(Realm.region == region).order_by(Realm.name_key)
    needle = Needle(wanted)
    found = [RealmChoice(slug, name) for slug, name in db.session.execute(query)]
    alike = [one for one in found if needle.is_in(one.name) or one.slug.startswith(wanted.lower())]
    alike.sort(key=lambda one: (not _is_meant(one, wanted), not needle.begins(one.name)))
    return alike[:MOST_REALMS]


def _is_meant(realm: RealmChoice, typed: str) -> bool:
    return realm.slug == typed.strip().lower() or Needle(typed.strip()).is_whole(realm.name)


def _chosen(realms: Sequence[RealmChoice], typed: str) -> RealmChoice | None:
    """Return the realm whose slug was typed, else the only one of that name, whatever its accents."""
    by_slug = [one for one in realms if one.slug == typed.strip().lower()]
    meant = by_slug or [one for one in realms if _is_meant(one, typed)]
    return meant[0] if len(meant) == 1 else None


def _index_of(region: str) -> RealmIndex:
    """Say whether a region's realms are kept, or waited for since somebody wanted its facts."""
    if db.session.scalar(select(Realm.id).where(Realm.region == region).limit(1)):
        return RealmIndex.KNOWN
    wanted = (GameData.region == region, GameData.kind == WANTED)
    is_wanted = db.session.scalar(select(GameData.id).where(*wanted).limit(1))
    return RealmIndex.AWAITED if is_wanted else RealmIndex.UNASKED


def _by_hand(region: str, typed: str) -> RealmChoice | None:
    """Return the realm as it was typed where the region's realms are not known here yet."""
    slug = typed.strip().lower()
    if not SLUG.fullmatch(slug) or db.session.scalar(select(Realm.id).where(Realm.region == region).limit(1)):
        return None
    return RealmChoice(slug, slug)


def _which_realm(region: str, typed: str, realms: Sequence[RealmChoice]) -> AddingPage:
    fault = None
    if not realms:
        fault = f"No realm of {region.upper()} that is known here has this in its name."
        if _index_of(region) is not RealmIndex.KNOWN:
            fault = f"The realms of {region.upper()} are not known here yet: {HINT}, or wait a moment."
    return AddingPage(step=Step.REALM, region=region, realm=typed, realms=realms, fault=fault)


def _with_name(region: str, realm: RealmChoice, name: str) -> AddingPage:
    step, fault = Step.NAME, None
    if name:
        try:
            name, step = checked_character_name(name), Step.SAVE
        except BadAddress as error:
            fault = str(error)
    return AddingPage(
        step=step, region=region, realm=realm.slug, realm_name=realm.name, name=name, fault=fault
    )


def preview(page: AddingPage, user_id: int, now: datetime) -> Preview:
    """Return what a worker was told of the name that this person typed."""
    return preview_at((page.region, page.realm, page.name), user_id, now)


def preview_at(address: tuple[str, str, str], user_id: int, now: datetime) -> Preview:
    """Return the same of region, slug of the realm, and name."""
    typed, (region, realm, name) = AddedCharacter, address
    columns = [getattr(typed, one.name) for one in fields(Asked)]
    there = (typed.region == region, typed.realm == realm, typed.name_key == name_key(name))
    row = db.session.execute(select(*columns).where(typed.user_id == user_id, *there)).mappings().first()
    pause = pauses_at(db.session(), now).over(PauseScope.BATTLENET)
    return preview_of(None if row is None else Asked(**row), pause, now)
