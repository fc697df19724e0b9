"""When a row was made and when it was last written."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from webapp.lib import clock
from webapp.models.columns import UtcDateTime


class Stamped:
    """Adds ``created_at`` and ``updated_at``; the database fills them for set-based writes."""

    created_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=clock.now, server_default=func.current_timestamp(), sort_order=90
    )
    updated_at: Mapped[datetime] = mapped_column(
        UtcDateTime,
        default=clock.now,
        server_default=func.current_timestamp(),
        onupdate=clock.now,
        sort_order=91,
    )
