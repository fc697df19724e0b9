"""Whom of ours a program means, and the locks under which what it says is kept."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.cards.adopt import IS_ITS_REALM, Address
from webapp.cards.realms import realm_slug
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import Character, Realm
from webapp.models.cards import LATEST
from webapp.models.upsert import lock_characters


@dataclass(frozen=True, slots=True, kw_only=True)
class CardKey:
    """Which card: the region in lower case, the realm by name or slug, the character in any case."""

    region: str
    realm: str
    character_name: str
    season_key: str = LATEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The character of ours that a key names, and the guild that it is in."""

    character_id: int
    guild_id: int | None
    address: Address


def subject_of(session: Session, key: CardKey) -> Subject | None:
    """Return whom of our characters a key names; None where it names nobody whom we follow.

    The exact spelling first, then the same name in another case, of those whom Battle.net confirmed last.
    """
    realm = realm_slug(session, key.region, key.realm)
    named = (Character.region == key.region, Character.realm == realm)
    columns = (Character.id, Character.guild_id, Character.region, Character.realm, Character.name)
    query = select(*columns, Realm.name.label("realm_name")).outerjoin(Realm, IS_ITS_REALM)
    query = query.where(*named, Character.name_key == name_key(key.character_name))
    rows = session.execute(query.order_by(Character.verified_at.desc().nulls_last(), Character.id.desc()))
    alike = [row for row in rows if same_but_for_case(row.name, key.character_name)]
    best = min(alike, key=lambda row: row.name != key.character_name, default=None)
    if best is None:
        return None
    address = Address(best.region, best.realm, best.name, best.realm_name)
    return Subject(character_id=best.id, guild_id=best.guild_id, address=address)


def locked_subject(session: Session, key: CardKey) -> Subject | None:
    """Lock the character that a key names; return it as it is when nobody else can change it."""
    subject = subject_of(session, key)
    while subject is not None:
        lock_characters(session, [subject.character_id])
        named = subject_of(session, key)
        if named == subject:
            return subject
        subject = named
    return None


def hold_place(session: Session, key: CardKey) -> str:
    """Let one program at a time say anything of a name, in any spelling; return the realm's slug.

    A row that is not there yet cannot be locked, and four spellings of a name are four keys to the
    database. A writer on SQLite is alone anyway.
    """
    realm = realm_slug(session, key.region, key.realm)
    if session.get_bind().dialect.name == "postgresql":
        place = repr((key.region, realm, name_key(key.character_name))).encode()
        number = int.from_bytes(hashlib.sha256(place).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))
    return realm
