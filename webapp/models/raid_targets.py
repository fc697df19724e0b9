"""What a guild wants its raid to be made of."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document
from webapp.models.stamps import Stamped


class RaidTarget(Stamped, Model):
    """How many of each role, class and kind of tokens officers want, by identifier such as ``role_tank``."""

    __tablename__ = "raid_targets"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"), primary_key=True)
    wanted: Mapped[Any] = mapped_column(Document)
