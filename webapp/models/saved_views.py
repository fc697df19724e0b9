"""Views of a roster that people keep under a name."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.stamps import Stamped


class SavedView(Stamped, Model):
    """A view of a guild's roster under a name: one person's, or the whole guild's where ``user_id`` is empty.

    ``query`` is the query string of the roster's address; it is read again whenever it is shown.
    """

    __tablename__ = "saved_views"
    __table_args__ = (
        UniqueConstraint("guild_id", "user_id", "name_key"),
        Index(
            "uq_saved_views_of_guild",
            "guild_id",
            "name_key",
            unique=True,
            sqlite_where=text("user_id IS NULL"),
            postgresql_where=text("user_id IS NULL"),
        ),
        Index(None, "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(96))
    query: Mapped[str] = mapped_column(Text)
