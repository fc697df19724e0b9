"""Names that people typed to add a character."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import UtcDateTime
from webapp.models.stamps import Stamped


class AddedCharacter(Stamped, Model):
    """A name that somebody typed: what a worker saw of it at Battle.net, and whether it was saved.

    It is the person's own row, whoever bears the name: a search finds it for them alone.
    """

    __tablename__ = "added_characters"
    __table_args__ = (
        UniqueConstraint("user_id", "region", "realm", "name_key"),
        Index(None, "answered_at", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("users.bnet_id", ondelete="CASCADE"))
    region: Mapped[str] = mapped_column(String(8))
    realm: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(96))
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(32))
    level: Mapped[int | None] = mapped_column(SmallInteger)
    class_id: Mapped[int | None] = mapped_column(SmallInteger)
    item_level: Mapped[int | None] = mapped_column(Integer)
    guild_name: Mapped[str | None] = mapped_column(String(64))
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
