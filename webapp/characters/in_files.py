"""Read what a file of an older tool says about a character that is shown."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.characters.address import CharacterAddress
from webapp.characters.facts import FileFacts
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import LegacyRecord
from webapp.words import RecordStanding


def file_facts(session: Session, address: CharacterAddress) -> FileFacts | None:
    """Return what the newest file about somebody of this name says; a key joins names that are two."""
    record = LegacyRecord
    columns = (record.name, record.read_at, record.said_at, record.class_name, record.race, record.level)
    there = (record.region == address.region, record.realm == address.realm)
    its_name = (record.name_key == name_key(address.name), record.standing == RecordStanding.CURRENT)
    for row in session.execute(select(*columns).where(*there, *its_name)):
        if same_but_for_case(row.name, address.name):
            return FileFacts(row.read_at, row.said_at, row.class_name, row.race, row.level)
    return None
