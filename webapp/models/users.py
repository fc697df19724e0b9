"""People who sign in, where they are signed in, and what they are told."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document, UtcDateTime
from webapp.models.stamps import Stamped


class User(Stamped, Model):
    """One Battle.net account, known by its 64-bit id; who is unlisted stands on no leaderboard.

    ``muted_kinds`` are the kinds that the person does not want to be told.
    """

    __tablename__ = "users"

    bnet_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    battletag: Mapped[str] = mapped_column(String(64))
    last_login_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_operator: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_unlisted: Mapped[bool] = mapped_column(default=False, server_default=false())
    muted_kinds: Mapped[Any | None] = mapped_column(Document)


class UserSession(Stamped, Model):
    """One browser in which a person is signed in; ``id`` is the SHA-256 of what its cookie holds.

    As ``view_as_rank`` the person looks at the pages of ``view_as_guild_id``, writing nothing.
    """

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("view_as_rank BETWEEN 0 AND 9", name="view_as_rank"),
        Index(None, "user_id"),
        Index(None, "view_as_guild_id"),
        Index(None, "expires_at"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.bnet_id", ondelete="CASCADE"))
    region: Mapped[str] = mapped_column(String(8))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    view_as_guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="SET NULL"))
    view_as_rank: Mapped[int | None]


class CharacterList(Stamped, Model):
    """When a person's own list of characters in a region was read from Battle.net, and how many it had.

    ``forgotten_count`` of them are not stored, because their player asked for that.
    """

    __tablename__ = "character_lists"
    __table_args__ = (UniqueConstraint("user_id", "region"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.bnet_id", ondelete="CASCADE"))
    region: Mapped[str] = mapped_column(String(8))
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    character_count: Mapped[int]
    forgotten_count: Mapped[int] = mapped_column(default=0, server_default="0")


class ForgottenCharacter(Stamped, Model):
    """A character whose owner asked to be forgotten: no sync brings it back.

    Its number is kept and, for what comes by name, a hash of its last address; nothing else.
    """

    __tablename__ = "forgotten_characters"
    __table_args__ = (Index(None, "address_hash"),)

    region: Mapped[str] = mapped_column(String(8), primary_key=True)
    bnet_character_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    address_hash: Mapped[str | None] = mapped_column(String(64))


class Notification(Stamped, Model):
    """Something that a person is told once: a word for its kind, and the facts that its sentence needs.

    With ``notice_id`` it is the person's copy of what a guild is told, and the facts stand there.
    """

    __tablename__ = "notifications"
    __table_args__ = (Index(None, "user_id"), UniqueConstraint("notice_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.bnet_id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(48))
    facts: Mapped[Any] = mapped_column(Document)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("guild_notices.id", ondelete="CASCADE"))
