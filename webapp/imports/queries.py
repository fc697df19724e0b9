"""Read uploads with what became of their files, and the records that wait for a place."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from webapp.characters.address import CharacterAddress
from webapp.extensions import db
from webapp.imports.page import (
    OUTCOMES,
    FileLine,
    Home,
    ImportsPage,
    ReportPage,
    UnplacedLine,
    UnplacedPage,
    UploadLine,
)
from webapp.lib.forms import Draft
from webapp.models import LegacyFile, LegacyRecord, LegacyUpload
from webapp.web.guild_address import GuildAddress

MOST_UPLOADS = 20
MOST_UNPLACED = 50
SERVER = Home(
    title="Characters without a place",
    path="/operations/imports/",
    up_path="/operations/sync/",
    up_name="Sync status",
    where="brought in at the command line, or from the folder of the settings",
    unplaced="",
)


def home_of(guild: GuildAddress) -> Home:
    """Return the head of a guild's pages of imports."""
    return Home(
        title="Files of an old tool",
        path=f"{guild.path}imports/",
        up_path=guild.path,
        up_name=guild.name,
        where=f"{guild.realm_name} · {guild.region.upper()}",
        faction=guild.faction,
    )


def imports_page(guild: GuildAddress, draft: Draft[str] | None = None) -> ImportsPage:
    """Return the form, and the uploads of a guild, the newest first."""
    own = select(LegacyUpload).where(LegacyUpload.guild_id == guild.id)
    uploads = db.session.scalars(own.order_by(LegacyUpload.id.desc()).limit(MOST_UPLOADS)).all()
    counts = _counts([one.id for one in uploads])
    return ImportsPage(
        home=home_of(guild),
        uploads=[_upload(one, counts.get(one.id, ())) for one in uploads],
        unplaced=_waiting(guild.id),
        draft=draft or Draft(fields={"region": guild.region, "realm": guild.realm_name}),
    )


def report_page(guild: GuildAddress, upload_id: int) -> ReportPage | None:
    """Return what became of the files of an upload; None where the guild has none of that number."""
    own = (LegacyUpload.id == upload_id, LegacyUpload.guild_id == guild.id)
    upload = db.session.scalars(select(LegacyUpload).where(*own)).one_or_none()
    if upload is None:
        return None
    its_own = select(LegacyFile).where(LegacyFile.upload_id == upload_id).order_by(LegacyFile.position)
    return ReportPage(
        home=home_of(guild),
        upload=_upload(upload, _counts([upload_id]).get(upload_id, ())),
        files=[_file(one) for one in db.session.scalars(its_own)],
    )


def unplaced_page(home: Home, guild: GuildAddress | None, **more: Any) -> UnplacedPage:
    """Return the records that wait for a place, of a guild, or of no guild."""
    guild_id = None if guild is None else guild.id
    waits = select(LegacyRecord).where(LegacyRecord.region == "", LegacyRecord.guild_id == guild_id)
    rows = db.session.scalars(waits.order_by(LegacyRecord.name_key, LegacyRecord.id).limit(MOST_UNPLACED))
    return UnplacedPage(
        home=home,
        lines=[_unplaced(one) for one in rows],
        waiting=_waiting(guild_id),
        region="" if guild is None else guild.region,
        realm="" if guild is None else guild.realm_name,
        **more,
    )


def _waiting(guild_id: int | None) -> int:
    waits = (LegacyRecord.region == "", LegacyRecord.guild_id == guild_id)
    return db.session.scalar(select(func.count(LegacyRecord.id)).where(*waits)) or 0


def _counts(upload_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """Return how many files of each upload became what, in the order of the outcomes."""
    told = (LegacyFile.upload_id.in_(upload_ids), LegacyFile.outcome.is_not(None))
    query = select(LegacyFile.upload_id, LegacyFile.outcome, func.count(LegacyFile.id)).where(*told)
    rows = db.session.execute(query.group_by(LegacyFile.upload_id, LegacyFile.outcome))
    found = {(upload_id, outcome): number for upload_id, outcome, number in rows}
    return {
        one: [(word, found[one, outcome]) for outcome, word in OUTCOMES.items() if (one, outcome) in found]
        for one in upload_ids
    }


def _upload(one: LegacyUpload, counts: Sequence[tuple[str, int]]) -> UploadLine:
    return UploadLine(
        id=one.id,
        sent_at=one.sent_at,
        finished_at=one.finished_at,
        files=one.files,
        done=one.done,
        counts=counts,
    )


def _file(one: LegacyFile) -> FileLine:
    path = None
    if one.name and one.region and one.realm:
        place = {"region": one.region, "realm": one.realm, "realm_name": one.realm}
        path = CharacterAddress(**place, name=one.name).path
    return FileLine(
        file_name=one.file_name,
        word="waits" if one.outcome is None else one.outcome.name.lower(),
        outcome="waits to be read" if one.outcome is None else OUTCOMES[one.outcome],
        why=one.why or "",
        name=one.name or "",
        path=path,
    )


def _unplaced(one: LegacyRecord) -> UnplacedLine:
    told = [one.race, one.class_name, None if one.level is None else f"level {one.level}"]
    return UnplacedLine(
        id=one.id,
        name=one.name,
        told=" ".join(word for word in told if word),
        source=one.source.rpartition("/")[2],
        read_at=one.read_at,
    )
