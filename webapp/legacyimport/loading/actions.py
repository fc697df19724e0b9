"""Load a character from two sources: the database, and where nobody is there, a file of an older tool.

What a file says is stored before it is served, and from then on the database answers: the file is not read
again. This is for commands and workers; pages neither write nor read files.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from webapp.config import Settings
from webapp.database import transaction
from webapp.legacyimport.bringing import add_characters
from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.files import name_of, read_file
from webapp.legacyimport.folder import files_about
from webapp.legacyimport.pickles import PickleReader
from webapp.legacyimport.storing import Read, store_batch
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import Character, LegacyRecord
from webapp.models.forgotten import is_address_forgotten
from webapp.models.legacy import is_in_files
from webapp.sync.tracking import checked_realm_slug
from webapp.sync.typed_names import BadAddress, checked_character_name, checked_region
from webapp.words import FileOutcome, RecordStanding, SeekOutcome

log = structlog.get_logger()


class Source(StrEnum):
    """Which source answered."""

    DATABASE = "database"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose file is looked for: region, slug of the realm, and name, all checked."""

    region: str
    realm: str
    name: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Where files are, and where characters are whose file does not say it."""

    path: Path
    region: str | None
    realm: str | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of it: ``source`` is which one answered, None where neither did; ``why`` is of a refusal."""

    outcome: SeekOutcome
    source: Source | None = None
    why: str = ""


def folder_of(settings: Settings) -> Folder | None:
    """Return the folder of the settings, or None where there is none."""
    if settings.legacy_characters_dir is None:
        return None
    return Folder(
        settings.legacy_characters_dir, settings.legacy_region or None, settings.legacy_realm or None
    )


def load_character(region: str, realm: str, name: str, *, folder: Folder | None, now: datetime) -> Loaded:
    """Ask the database for a character, then the folder; what a file says is stored. Raises BadAddress."""
    with transaction() as session:
        checked = checked_region(region), checked_character_name(name)
        place = Place(checked[0], checked_realm_slug(session, region, realm), checked[1])
        loaded = _from_database(session, place, now)
    if loaded is None:
        loaded = Loaded(SeekOutcome.NONE) if folder is None else _from_files(place, folder, now)
    log.info("character_loaded", source=loaded.source, outcome=loaded.outcome)
    return loaded


def _from_database(session: Session, place: Place, now: datetime) -> Loaded | None:
    """Say whether the database answers; a name that only waits for its first look is no answer.

    A file without a place is told of first: the answer must not tell who else bears the name. What a guild's
    officers sent is theirs to place: it stands in nobody's way, and nobody else is told of it.
    """
    if _records(session, place, and_(LegacyRecord.region == "", LegacyRecord.guild_id.is_(None))):
        return Loaded(SeekOutcome.UNPLACED, Source.DATABASE)
    if is_address_forgotten(session, place.region, place.realm, place.name):
        return Loaded(SeekOutcome.REFUSED, why="is_forgotten")
    one = Character
    met = or_(one.bnet_character_id.is_not(None), is_in_files())
    there = and_(one.region == place.region, one.realm == place.realm, one.name_key == name_key(place.name))
    names = session.scalars(select(one.name).where(there, met)).all()
    if any(same_but_for_case(name, place.name) for name in names):
        return Loaded(SeekOutcome.KNOWN, Source.DATABASE)
    if rows := _records(session, place, _at(place)):
        add_characters(session, rows, now)
        return Loaded(SeekOutcome.KNOWN, Source.DATABASE)
    return None


def _at(place: Place) -> ColumnElement[bool]:
    return and_(LegacyRecord.region == place.region, LegacyRecord.realm == place.realm)


def _records(session: Session, place: Place, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    """Return what was kept of files with this name, as rows of the import."""
    record = LegacyRecord
    names = ("region", "realm", "name", "name_key", "class_name", "level")
    is_first = or_(record.standing == RecordStanding.CURRENT, record.region == "")
    its_name = (is_first, record.name_key == name_key(place.name))
    query = select(*(getattr(record, name) for name in names)).where(where, *its_name)
    rows = [dict(row) for row in session.execute(query).mappings()]
    return [row for row in rows if same_but_for_case(str(row["name"]), place.name)]


def _from_files(place: Place, folder: Folder, now: datetime) -> Loaded:
    """Read the files about a name; all that are about this place are stored, else those without one."""
    faults: list[str] = []
    read = list(_read(place, folder, faults))
    with transaction() as session:
        here = [one for one in read if _is_here(session, one, place)]
        nowhere = [one for one in read if not (one.facts.region and one.facts.realm)]
        if not here and not nowhere:
            outcome = SeekOutcome.REFUSED if faults else SeekOutcome.NONE
            return Loaded(outcome, why="; ".join(faults))
        lines = store_batch(session, here or nowhere, now=now)
    if all(line.outcome is FileOutcome.REFUSED for line in lines):
        return Loaded(SeekOutcome.REFUSED, why="; ".join(line.why for line in lines))
    return Loaded(SeekOutcome.FOUND if here else SeekOutcome.UNPLACED, Source.FILE)


def _read(place: Place, folder: Folder, faults: list[str]) -> Iterator[Read]:
    """Yield what files with this name in theirs say of it; what is wrong with others is added to faults."""
    with PickleReader() as reader:
        for path in files_about(folder.path, place.name):
            try:
                one = read_file(path, reader, region=folder.region, realm=folder.realm, below=folder.path)
            except Unreadable as error:
                log.warning("legacy_file_refused", file=name_of(path), why=str(error))
                faults.append(str(error))
                continue
            if same_but_for_case(one.facts.name, place.name):
                yield one


def _is_here(session: Session, one: Read, place: Place) -> bool:
    facts = one.facts
    if facts.region != place.region or facts.realm is None:
        return False
    try:
        return checked_realm_slug(session, facts.region, facts.realm) == place.realm
    except BadAddress:
        return False
