"""Read which former members a member may have been before."""

from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from webapp.characters.before.page import BeforePage, FormerMember
from webapp.characters.queries import FoundCharacter
from webapp.extensions import db
from webapp.freshness.retention import member_is_shown, shown_since
from webapp.lib.forms import Draft
from webapp.lib.names import same_but_for_case
from webapp.models import Character, CharacterSnapshot, GuildMember, OfficerNote, Realm

MOST = 50


def before_page(found: FoundCharacter, now: datetime, draft: Draft[str] | None = None) -> BeforePage:
    """Return the page, with two statements whatever the number of former members."""
    return BeforePage(
        address=found.address,
        class_id=found.row["class_id"] or 0,
        character_id=found.id,
        former=_former(found, now),
        draft=draft or Draft(),
    )


def _former(found: FoundCharacter, now: datetime) -> list[FormerMember]:
    """Return who may be meant; who had the same name comes first."""
    lines = [
        FormerMember(
            character_id=row.id,
            name=row.name,
            realm_name=row.realm_name,
            left_at=row.left_at,
            has_notes=row.has_notes,
            days=row.days,
            is_same_name=same_but_for_case(row.name, found.address.name),
        )
        for row in db.session.execute(_who_left(found, now))
    ]
    return sorted(lines, key=attrgetter("is_same_name"), reverse=True)


def _who_left(found: FoundCharacter, now: datetime) -> Select[Any]:
    """Return the statement over who left, is in no guild, is not read any more, and is of the same class."""
    member, guild_id, class_id = GuildMember, found.row["guild_id"], found.row["class_id"]
    note = select(OfficerNote.id).where(
        OfficerNote.guild_id == guild_id, OfficerNote.character_id == Character.id
    )
    days = select(func.count()).where(CharacterSnapshot.character_id == Character.id).scalar_subquery()
    home = and_(Realm.region == Character.region, Realm.slug == Character.realm)
    realm = func.coalesce(Realm.name, Character.realm).label("realm_name")
    told = (realm, member.left_at, note.exists().label("has_notes"), days.label("days"))
    return (
        select(Character.id, Character.name, *told)
        .join(member, member.character_id == Character.id)
        .outerjoin(Realm, home)
        .where(member.guild_id == guild_id, member.left_at.is_not(None), Character.guild_id.is_(None))
        .where(member_is_shown(shown_since(now)), Character.id != found.id)
        .where(or_(Character.verified_at.is_(None), Character.verified_at <= member.left_at))
        .where(or_(Character.class_id.is_(None), Character.class_id == class_id))
        .order_by(member.left_at.desc(), Character.id)
        .limit(MOST)
    )
