"""What changes from one request to the next in otherwise equal statements: the guild and the moment.

The statements themselves are built once for a view and kept, because building one costs as much as
half of running it; these are their parameters.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, bindparam

from webapp.freshness.retention import shown_since
from webapp.freshness.state_column import state_by_times
from webapp.freshness.states import CHARACTER
from webapp.models.columns import UtcDateTime

GUILD_ID: BindParameter[int] = bindparam("guild_id")
FRESH_SINCE = bindparam("fresh_since", type_=UtcDateTime)
LATE_SINCE = bindparam("late_since", type_=UtcDateTime)
RESET_AT = bindparam("reset_at", type_=UtcDateTime)
_SEEN_RESET_AT = bindparam("seen_reset_at", type_=UtcDateTime)
SHOWN_SINCE = bindparam("shown_since", type_=UtcDateTime)
SEEN_BORDER = bindparam("seen_border", type_=UtcDateTime)


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, and when the region's present week began where Battle.net has told it.

    ``tells_seen`` is False for an audience that may not learn who was not in the game since then.
    """

    now: datetime
    reset_at: datetime | None = None
    tells_seen: bool = True

    @property
    def seen_reset_at(self) -> datetime | None:
        """The beginning of the week, where states may tell who was not seen since."""
        return self.reset_at if self.tells_seen else None

    def parameters(self, guild_id: int, *, seen_days: int = 0) -> dict[str, object]:
        """Return the values for one run of a statement."""
        return {
            "guild_id": guild_id,
            "fresh_since": self.now - CHARACTER.period,
            "late_since": self.now - CHARACTER.period - CHARACTER.grace,
            "reset_at": self.reset_at,
            "seen_reset_at": self.seen_reset_at,
            "shown_since": shown_since(self.now),
            "seen_border": self.now - timedelta(days=seen_days),
        }


def state_code() -> ColumnElement[int]:
    """Return a character's freshness state as SQL; a week that is not known compares to nothing."""
    return state_by_times(FRESH_SINCE, LATE_SINCE, _SEEN_RESET_AT)
