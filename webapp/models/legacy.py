"""What files of older tools said about characters: kept whole, until whom it is about asks otherwise."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    ScalarSelect,
    String,
    Text,
    UniqueConstraint,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.characters import Character
from webapp.models.columns import UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import FileOutcome, RecordStanding, SeekOutcome


class LegacyRecord(Stamped, Model):
    """A file of an older tool about one character; ``region`` and ``realm`` are empty while it has no place.

    ``content`` is all that the file held, as JSON in a text: a column of documents would round its numbers.
    ``digest`` is the same for contents that say the same. ``guild_id`` is the guild whose officers brought it
    in, and may say where it belongs; without one that is for who runs the server. None of it is Blizzard's
    data, so that no sweeper takes it; it goes by its address when a person asks to be forgotten.
    """

    __tablename__ = "legacy_records"
    __table_args__ = (
        UniqueConstraint("region", "realm", "name_key", "digest", name="uq_legacy_records_address_digest"),
        Index(None, "name_key"),
        Index(None, "guild_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(8))
    realm: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(96))
    digest: Mapped[str] = mapped_column(String(64))
    standing: Mapped[RecordStanding] = mapped_column(words(RecordStanding, "standing"))
    content: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    source: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(String(16))
    class_name: Mapped[str | None] = mapped_column(String(64))
    race: Mapped[str | None] = mapped_column(String(64))
    level: Mapped[int | None]
    said_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="SET NULL"))


class LegacyWish(Stamped, Model):
    """A name that somebody wants looked for among the files, and what a worker found: one wish a name."""

    __tablename__ = "legacy_wishes"
    __table_args__ = (
        UniqueConstraint("region", "realm", "name_key"),
        Index(None, "answered_at", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(8))
    realm: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(96))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[SeekOutcome | None] = mapped_column(words(SeekOutcome, "outcome"))


class LegacyUpload(Stamped, Model):
    """Files that an officer sent together; ``done`` of ``files`` were read so far.

    ``region`` and ``realm`` are for files that do not say where their character is.
    """

    __tablename__ = "legacy_uploads"
    __table_args__ = (Index(None, "guild_id"), Index(None, "user_id"), Index(None, "finished_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("users.bnet_id", ondelete="SET NULL"))
    region: Mapped[str | None] = mapped_column(String(8))
    realm: Mapped[str | None] = mapped_column(String(64))
    files: Mapped[int]
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LegacyFile(Stamped, Model):
    """One file of an upload: its bytes until a worker has read it, then what became of it."""

    __tablename__ = "legacy_files"
    __table_args__ = (
        UniqueConstraint("upload_id", "position"),
        Index(None, "region", "realm", "name_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("legacy_uploads.id", ondelete="CASCADE"))
    position: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(255))
    raw: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    outcome: Mapped[FileOutcome | None] = mapped_column(words(FileOutcome, "outcome"))
    why: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(String(64))
    region: Mapped[str | None] = mapped_column(String(8))
    realm: Mapped[str | None] = mapped_column(String(64))
    name_key: Mapped[str | None] = mapped_column(String(96))


def imported_at() -> ScalarSelect[datetime]:
    """Return when the newest file about somebody at the address of a row of ``characters`` was read."""
    record = LegacyRecord
    there = (record.region == Character.region, record.realm == Character.realm)
    its_name = (record.name_key == Character.name_key, record.standing == RecordStanding.CURRENT)
    return select(func.max(record.read_at)).where(*there, *its_name).correlate(Character).scalar_subquery()


def is_somebody() -> ColumnElement[bool]:
    """Say of a row of ``characters`` whether Battle.net or a file told of it: no mere name that waits."""
    return or_(Character.bnet_character_id.is_not(None), is_in_files())


def is_in_files() -> ColumnElement[bool]:
    """Say of a row of ``characters`` whether a file told of somebody at its address."""
    record = LegacyRecord
    there = (record.region == Character.region, record.realm == Character.realm)
    return select(record.id).where(*there, record.name_key == Character.name_key).exists()
