"""What clock and workers do for whom files told of: a few more are looked at, and who went comes back."""

from datetime import datetime

from sqlalchemy import select

from webapp.database import transaction
from webapp.legacyimport.bringing import NAMED, add_characters, look_at_some
from webapp.models import Character, FormerName, LegacyRecord
from webapp.words import RecordStanding

MOST_BROUGHT_BACK = 500


def look_at_more(now: datetime) -> int:
    """Do so in a transaction of its own: what the clock does until all of them were looked at."""
    with transaction() as session:
        return look_at_some(session, now)


def bring_back(now: datetime) -> int:
    """Let placed names be characters again whose row went, for nobody had confirmed it; the file stays.

    Not those who are called otherwise now: a former name leads to them.
    """
    record, one, former = LegacyRecord, Character, FormerName
    here = (one.region == record.region, one.realm == record.realm, one.name_key == record.name_key)
    before = (former.region == record.region, former.realm == record.realm)
    is_former = select(former.id).where(*before, former.name_key == record.name_key).exists()
    columns = [getattr(record, name) for name in (*NAMED, "class_name", "level")]
    lost = (
        select(*columns)
        .where(record.region != "", record.standing == RecordStanding.CURRENT)
        .where(~select(one.id).where(*here).exists(), ~is_former)
        .order_by(record.id)
        .limit(MOST_BROUGHT_BACK)
    )
    with transaction() as session:
        rows = [dict(row) for row in session.execute(lost).mappings()]
        add_characters(session, rows, now)
    return len(rows)
