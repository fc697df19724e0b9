"""Who came to a guild and who went, week by week, counted back from its members of today. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from webapp.insights.page import Churn, ChurnLine, Comings, Week
from webapp.insights.view import signed

NOBODY = Comings()


def churn(
    weeks: Sequence[Week], found: Mapping[date, Comings], *, members: int, read_since: datetime | None
) -> Churn | None:
    """Return the weeks since the guild was first read, the newest first; None of one that never was.

    ``weeks`` come in the order of time. The week in which it was read first is told from then on: those
    who were there already did not come.
    """
    if read_since is None or not (shown := [week for week in weeks if week.ends_at > read_since]):
        return None
    lines, there = [], members
    for week in reversed(shown):
        one = found.get(week.begins_at.date(), NOBODY)
        lines.append(_line(week, one, there))
        there -= one.came - one.went
    came, went = sum(line.came for line in lines), sum(line.went for line in lines)
    return Churn(
        weeks=lines,
        since=max(shown[0].begins_at, read_since).date(),
        came=came,
        went=went,
        net=signed(came - went),
        members=members,
        members_then=max(there, 0),
    )


def _line(week: Week, one: Comings, members: int) -> ChurnLine:
    return ChurnLine(
        week_on=week.begins_at.date(),
        is_over=week.is_over,
        came=one.came,
        went=one.went,
        net=signed(one.came - one.went),
        members=max(members, 0),
    )
