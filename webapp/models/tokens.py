"""Tokens with which programs read and write."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document, UtcDateTime
from webapp.models.stamps import Stamped


class ApiToken(Stamped, Model):
    """A token: of one guild, or of an operator when ``guild_id`` is empty.

    The token itself is shown once; ``token_hash`` is its SHA-256 in hexadecimal, ``prefix`` what people
    recognise it by, ``scopes`` a list of words.
    """

    __tablename__ = "api_tokens"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "guild_id"), Index(None, "made_by"))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(64))
    prefix: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[Any] = mapped_column(Document)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
