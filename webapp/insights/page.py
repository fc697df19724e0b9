"""What the page of a guild's insights shows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.insights.attendance.page import Attendance
from webapp.insights.trends.page import Trends
from webapp.permissions.audience_words import Audience
from webapp.web.guild_heads import GuildHead
from webapp.words import Role

MOST_LISTED = 25
"""So many who gained, and who did not, stand on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A figure of a guild's members at the end of a week: of ``number``, the quartiles and the median."""

    week_on: date
    number: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadLine:
    """One week in words; of too few members only how many there were."""

    week_on: date
    number: int
    is_told: bool
    median: str
    between: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadCurve:
    """A figure over the weeks: the median as a line, the middle half of the members as a band."""

    key: str
    title: str
    last: str
    words: str
    line: str
    dots: str
    band: str
    gaps: Sequence[tuple[float, float]]
    weeks: Sequence[SpreadLine]
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GainLine:
    """How much a member gained, in words; the realm stands beside a name that more than one line has."""

    name: str
    realm: str
    is_name_shared: bool
    path: str
    class_id: int
    item_level: str
    item_level_gain: str
    rating: str
    rating_gain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GainPart:
    """One of the two lists; ``more`` counts whom only the file has."""

    key: str
    title: str
    lines: Sequence[GainLine]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """Who gained since a day, the most first, and who did not: a page lists so many, a file has all."""

    since: date
    gained: Sequence[GainLine]
    stalled: Sequence[GainLine]
    unknown: int

    @property
    def parts(self) -> Sequence[GainPart]:
        """Both lists as the page has them."""
        return _part("gained", "Who gained", self.gained), _part("stalled", "Who did not", self.stalled)


def _part(key: str, title: str, lines: Sequence[GainLine]) -> GainPart:
    more = max(0, len(lines) - MOST_LISTED)
    return GainPart(key=key, title=title, lines=lines[:MOST_LISTED], more=more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of a region, from one reset to the next; ``is_over`` not of the running one."""

    begins_at: datetime
    ends_at: datetime
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comings:
    """How many came in a week, joined or returned, and how many went."""

    came: int = 0
    went: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChurnLine:
    """Who came and went in a week, in words; ``members`` is how many there were at its end."""

    week_on: date
    is_over: bool
    came: int
    went: int
    net: str
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Churn:
    """Who came and went week by week, the newest first, and over all of them."""

    weeks: Sequence[ChurnLine]
    since: date
    came: int
    went: int
    net: str
    members: int
    members_then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """How many members have a class, a spec and a role."""

    class_id: int | None
    spec_id: int | None
    role: Role | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the members: of a role, a kind of tokens, a class; ``note`` says what it is of.

    ``key`` is what programs call it, such as role_tank: that stays when its name is worded anew.
    """

    key: str
    name: str
    note: str
    number: int
    target: int | None = None
    verdict: str = ""
    is_short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How the members divide, beside what one raid wants; ``level`` is the lowest that is counted.

    ``unknown`` are those whose spec nobody has read yet.
    """

    counted: int
    unknown: int
    level: int | None
    roles: Sequence[Part]
    tokens: Sequence[Part]
    classes: Sequence[Part]
    buffs: Sequence[Part]
    missing: Sequence[str]
    target_source: str
    token_source: str
    buff_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsPage:
    """The page; ``least`` is of how many members figures are told at least.

    Without ``gains`` ``closed`` says to whom they are told, and to whom who was in raids, which is a matter
    of logs too: ``attendance_closed``.
    """

    guild: GuildHead
    audience: Audience | None
    at: datetime
    least: int
    curves: Sequence[SpreadCurve]
    churn: Churn | None
    balance: Balance | None
    gains: Gains | None
    trends: Trends
    attendance: Attendance | None
    closed: Sequence[str]
    attendance_closed: Sequence[str] = ()
    can_export: bool = False
    can_target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetField:
    """A field of the target's form: what stands in it, and what the rule of thumb would be."""

    key: str
    label: str
    value: str
    usual: int | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPage:
    """The page where officers say what the raid is to be made of, by headings."""

    guild: GuildHead
    most: int
    parts: Mapping[str, Sequence[TargetField]]
