"""Realms as programs name them: by slug, by name in any case, or by a slug of former days."""

from sqlalchemy import BindParameter, ColumnElement, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.lib.names import name_key
from webapp.models import FormerRealmSlug, Realm


def is_realm(
    column: InstrumentedAttribute[str], region: BindParameter[str], key: BindParameter[str]
) -> ColumnElement[bool]:
    """Return the condition that a column holds the slug of a realm, or its key where the index has none.

    ``key`` is the name key of what was said: a name, a slug, or a slug of former days.
    """
    present = select(Realm.slug).where(Realm.region == region, Realm.name_key == key)
    former = (
        select(Realm.slug)
        .join(FormerRealmSlug, FormerRealmSlug.realm_id == Realm.id)
        .where(FormerRealmSlug.region == region, FormerRealmSlug.slug == key)
    )
    return column.in_(union_all(select(key), present, former))


def realm_slug(session: Session, region: str, realm: str) -> str:
    """Return the slug of a realm as the realm index has it; the key of the text where it has none."""
    key = name_key(realm)
    is_meant = is_realm(Realm.slug, literal(region), literal(key))
    query = select(Realm.slug).where(Realm.region == region, is_meant)
    return session.scalars(query.order_by(Realm.slug).limit(1)).first() or key


def realm_written_together(session: Session, region: str, text: str) -> str | None:
    """Return the slug of the one realm that the game writes so, without blanks and marks: *EarthenRing*."""
    rows = session.execute(select(Realm.slug, Realm.name_key).where(Realm.region == region))
    found = [slug for slug, key in rows if _letters(key) == _letters(name_key(text))]
    return found[0] if len(found) == 1 else None


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())
