"""Say who was in the raids of the last weeks, and why nothing is told where nothing is. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from webapp.insights.attendance.page import Attendance, Raider, RaiderLine, Raids

WEEKS = 8
LEAST_REPORTS = 3
"""Of fewer reports a share says nothing."""
TOO_FEW = "too few to say"
NOT_CONNECTED = (
    "Warcraft Logs is not connected here, so who was in the raids is not known."
    " Whoever runs this server can connect it."
)
NOT_YET = "The guild's reports were not read yet: that is done by itself."
NO_REPORTS = "Warcraft Logs has no raid report of this guild from the last 8 weeks."


def attendance(raids: Raids, *, is_officer: bool) -> Attendance:
    """Return who was seen in how many reports, the most faithful first.

    Such an order is a leaderboard: who wants to stand on none is named to officers only, and counted.
    """
    if not raids.is_connected:
        return Attendance(sentence=NOT_CONNECTED)
    if not raids.reports:
        sentence = NO_REPORTS if raids.succeeded_at else (raids.trouble or NOT_YET)
        trouble = raids.trouble if raids.succeeded_at else ""
        return Attendance(sentence=sentence, trouble=trouble, as_of=raids.succeeded_at)
    starts = sorted(raids.reports)
    named = [one for one in raids.raiders if is_officer or not one.is_unlisted]
    called = Counter(one.name for one in named)
    lines = [_line(one, starts, is_name_shared=called[one.name] > 1) for one in named]
    lines.sort(key=lambda one: (-one.seen / one.of, -one.seen, one.name, one.path))
    return Attendance(
        sentence="",
        trouble=raids.trouble,
        as_of=raids.succeeded_at,
        reports=len(starts),
        weeks=WEEKS,
        first_at=starts[0],
        last_at=starts[-1],
        lines=lines,
        seen=len(raids.raiders),
        unlisted=len(raids.raiders) - len(lines),
        unseen=max(0, raids.members - len(raids.raiders)),
    )


def _line(raider: Raider, starts: Sequence[datetime], *, is_name_shared: bool) -> RaiderLine:
    """Return a member; of who joined later only the reports since then count, and those they were seen in."""
    since = 0 if raider.since is None else len(starts) - bisect_left(starts, raider.since)
    of = max(raider.seen, len(starts) if raider.since is None else since)
    return RaiderLine(
        name=raider.name,
        is_name_shared=is_name_shared,
        realm=raider.realm,
        path=raider.path,
        class_id=raider.class_id or 0,
        seen=raider.seen,
        of=of,
        share=f"{raider.seen / of * 100:.0f} %" if of >= LEAST_REPORTS else TOO_FEW,
        benched=raider.benched,
        last_at=raider.last_at,
    )
