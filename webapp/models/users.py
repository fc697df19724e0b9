"""People who sign in."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import UtcDateTime
from webapp.models.stamps import Stamped


class User(Stamped, Model):
    """One Battle.net account, known by its 64-bit id."""

    __tablename__ = "users"

    bnet_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    battletag: Mapped[str] = mapped_column(String(64))
    last_login_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
