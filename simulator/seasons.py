"""Keystone periods and seasons of each region, from the weekly reset."""

from dataclasses import dataclass

from simulator.gamedata import CURRENT_SEASON

WEEK_SECONDS = 7 * 86_400
FIRST_PERIOD = 641
_SEASON_FIRST_PERIOD = {13: 978, 14: 1002, 15: 1024, 16: 1046, 17: 1056, CURRENT_SEASON: 1077}
# Start of period 1077, the first of the current season: Tuesday 15:00 UTC in the Americas,
# Wednesday 04:00 UTC in Europe; in Korea and Taiwan Thursday 02:00 UTC (sources differ there).
_START_OF_1077 = {"us": 1_787_065_200, "eu": 1_787_112_000, "kr": 1_787_191_200, "tw": 1_787_191_200}


@dataclass(frozen=True, slots=True)
class Season:
    """A Mythic+ season: its start in seconds since the epoch, and its end unless it runs still."""

    id: int
    start: int
    end: int | None
    first_period: int
    last_period: int


def period_start(region: str, period: int) -> int:
    """Return the second at which a period starts in a region."""
    return _START_OF_1077[region] + (period - 1077) * WEEK_SECONDS


def period_at(region: str, moment: float) -> int:
    """Return the id of the period that runs at this moment."""
    return 1077 + int((moment - _START_OF_1077[region]) // WEEK_SECONDS)


def seasons_at(region: str, moment: float) -> tuple[Season, ...]:
    """Return the seasons that have begun, the running one last."""
    period = period_at(region, moment)
    begun = [(number, first) for number, first in sorted(_SEASON_FIRST_PERIOD.items()) if first <= period]
    following = [first for _, first in begun[1:]]
    ends: list[int | None] = [*following, None]
    return tuple(
        Season(
            id=number,
            start=period_start(region, first),
            end=None if end is None else period_start(region, end),
            first_period=first,
            last_period=period if end is None else end - 1,
        )
        for (number, first), end in zip(begun, ends, strict=True)
    )


def season_start(region: str, season: int) -> int:
    """Return the second at which a season starts in a region."""
    return period_start(region, _SEASON_FIRST_PERIOD[season])
