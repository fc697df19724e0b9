"""How often people look at a thing: what is worth keeping warm."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.stamps import Stamped


class PageView(Stamped, Model):
    """How often a character's page was looked at on a day (UTC), rolled up from counters in Redis."""

    __tablename__ = "page_views"
    __table_args__ = (Index(None, "day"),)

    character_id: Mapped[int] = mapped_column(
        ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]
