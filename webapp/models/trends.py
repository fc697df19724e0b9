"""What is played lately, counted over a guild and over everybody: numbers of nobody in particular."""

from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.stamps import Stamped


class MetaTrend(Stamped, Model):
    """How many people of a spec did how many Mythic+ runs in seven days, and how many of those in time.

    ``scope`` is the number of a guild, or 0 for everybody; class and spec are 0 where they are not known;
    ``weeks_back`` is 0 for the seven days up to the count. The job takes the place of all rows whenever it
    counts, so that no row outlives its guild for long.
    """

    __tablename__ = "meta_trends"

    scope: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    weeks_back: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    class_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    spec_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
    runs: Mapped[int]
    timed: Mapped[int]
