"""Give a place to a record whose file had none: a person says region and realm."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.legacyimport.bringing import add_characters, look_at_some
from webapp.legacyimport.storing import Known, beside
from webapp.lib.names import same_but_for_case
from webapp.models import LegacyRecord
from webapp.models.forgotten import is_address_forgotten
from webapp.sync.tracking import NOT_LOOKED_UP, checked_realm_slug
from webapp.sync.typed_names import BadAddress, checked_region
from webapp.words import FileOutcome, RecordStanding


def unplaced_record(session: Session, record_id: int, guild_id: int | None) -> LegacyRecord | None:
    """Return a record that waits for a place, locked; of a guild, or with None of no guild."""
    waits = (LegacyRecord.id == record_id, LegacyRecord.region == "", LegacyRecord.guild_id == guild_id)
    return session.scalars(select(LegacyRecord).where(*waits).with_for_update()).one_or_none()


def place_record(
    session: Session, record: LegacyRecord, region: str, realm: str, *, now: datetime
) -> FileOutcome:
    """Say where a record belongs, and return what became of it there, as of a file that says so itself.

    Raises BadAddress, also of who asked to be forgotten.
    """
    region = checked_region(region)
    slug = checked_realm_slug(session, region, realm)
    if is_address_forgotten(session, region, slug, record.name):
        raise BadAddress("realm", NOT_LOOKED_UP)
    there = (LegacyRecord.region == region, LegacyRecord.realm == slug)
    its_name = LegacyRecord.name_key == record.name_key
    others = session.scalars(select(LegacyRecord).where(*there, its_name).with_for_update()).all()
    if any(one.digest == record.digest for one in others):
        session.delete(record)
        return FileOutcome.EQUAL
    alike = (one for one in others if same_but_for_case(one.name, record.name))
    current = next((one for one in alike if one.standing is RecordStanding.CURRENT), None)
    known = None
    if current is not None:
        known = Known(current.name, current.digest, current.said_at, current.standing)
    outcome, record.standing = beside(record.said_at, known)
    if record.standing is RecordStanding.CURRENT and current is not None:
        current.standing = RecordStanding.OLDER
    record.region, record.realm = region, slug
    session.flush()
    if record.standing is RecordStanding.CURRENT:
        names = ("region", "realm", "name", "name_key", "class_name", "level")
        add_characters(session, [{name: getattr(record, name) for name in names}], now)
        look_at_some(session, now)
    return outcome
