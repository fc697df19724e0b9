"""Facts about the game itself: classes, specs, races, dungeons, periods, seasons."""

from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document
from webapp.models.stamps import Stamped


class GameData(Stamped, Model):
    """One fact sheet by kind, region and key; ``updated_at`` says when it was last confirmed."""

    __tablename__ = "game_data"
    __table_args__ = (UniqueConstraint("kind", "region", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    region: Mapped[str] = mapped_column(String(8))
    key: Mapped[str] = mapped_column(String(64))
    data: Mapped[Any] = mapped_column(Document)
