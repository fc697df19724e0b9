"""What the page shows of who was in the guild's raids. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Raider:
    """A member with the reports they were seen in; ``since`` is when they joined, where that is known.

    Who is unlisted wants to stand on no leaderboard.
    """

    name: str
    realm: str
    path: str
    class_id: int | None
    since: datetime | None
    seen: int
    benched: int
    last_at: datetime
    is_unlisted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Raids:
    """What is stored of a guild's reports: when each began, and who was in them.

    ``members`` is how many there are now; without ``is_connected`` nobody is asked.
    """

    is_connected: bool
    succeeded_at: datetime | None = None
    trouble: str = ""
    reports: Sequence[datetime] = ()
    raiders: Sequence[Raider] = ()
    members: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiderLine:
    """A member in words: seen in ``seen`` of ``of`` reports, ``benched`` of them only on the bench.

    The realm stands beside a name that more than one line has.
    """

    name: str
    is_name_shared: bool
    realm: str
    path: str
    class_id: int
    seen: int
    of: int
    share: str
    benched: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who was in the raids of the last weeks; without reports ``sentence`` says why there are none.

    ``seen`` were in at least one; ``unlisted`` of them are not named to who looks.
    """

    sentence: str
    trouble: str = ""
    as_of: datetime | None = None
    reports: int = 0
    weeks: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    lines: Sequence[RaiderLine] = ()
    seen: int = 0
    unlisted: int = 0
    unseen: int = 0
