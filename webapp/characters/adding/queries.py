"""Read how far somebody is with adding a character, and which realms they may mean."""

from collections.abc import Sequence

from sqlalchemy import select

from webapp.characters.adding.page import AddingPage, RealmChoice, Step
from webapp.extensions import db
from webapp.lib.names import BadName, checked_name
from webapp.lib.spelling import Needle
from webapp.models import Realm
from webapp.sync.typed_names import BadAddress, checked_character_name, checked_region

MOST_REALMS = 12


def adding_page(region: str, realm: str, name: str) -> AddingPage:
    """Return the first step that still needs an answer; the realm is read from the realm index."""
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
    chosen = _chosen(realms, realm)
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


def _which_realm(region: str, typed: str, realms: Sequence[RealmChoice]) -> AddingPage:
    fault = None if realms else f"No realm of {region.upper()} that is known here has this in its name."
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
