"""What files of older tools said about characters: kept whole, until whom it is about asks otherwise."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import RecordStanding


class LegacyRecord(Stamped, Model):
    """A file of an older tool about one character; ``region`` and ``realm`` are empty while it has no place.

    ``content`` is all that the file held, as JSON in a text: a column of documents would round its numbers.
    ``digest`` is the same for contents that say the same. None of it is Blizzard's data, so that no sweeper
    takes it; it goes by its address when a person asks to be forgotten.
    """

    __tablename__ = "legacy_records"
    __table_args__ = (
        UniqueConstraint("region", "realm", "name_key", "digest", name="uq_legacy_records_address_digest"),
        Index(None, "name_key"),
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
