"""What people are told of their own characters: lists that grew old, gear to mend before the reset. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from webapp.notifications.trends.days import BEFORE_RESET
from webapp.permissions.news import News

LIST_AFTER = timedelta(days=30)
"""A list that is older proves little: who plays which character changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnList:
    """When a person's list of a region was read."""

    user_id: int
    region: str
    read_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGear:
    """A person's character in a guild whose gear has problems."""

    user_id: int
    character_id: int
    name: str
    region: str
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNews:
    """What one person is told; nobody is told twice of one ``cause``."""

    user_id: int
    news: News
    cause: str
    facts: Mapping[str, Any]


def told_of_lists(lists: Sequence[OwnList], until: datetime) -> Sequence[OwnNews]:
    """Tell of each list that is old, by when it was read: reading it again mends it, and begins anew."""
    return [
        OwnNews(
            user_id=one.user_id,
            news=News.LIST_OLD,
            cause=f"{News.LIST_OLD}:{one.region}:{int(one.read_at.timestamp())}",
            facts={"region": one.region},
        )
        for one in lists
        if until - one.read_at > LIST_AFTER
    ]


def told_of_gear(
    gear: Sequence[OwnGear], resets: Mapping[str, datetime], until: datetime
) -> Sequence[OwnNews]:
    """Tell each person, where the next reset of a region is near, of the character with most to mend."""
    near = {region: at for region, at in resets.items() if timedelta() < at - until <= BEFORE_RESET}
    return list(_of_gear(sorted(gear, key=_order), near))


def _order(one: OwnGear) -> tuple[int, str, int, int]:
    return one.user_id, one.region, -one.problems, one.character_id


def _of_gear(gear: Sequence[OwnGear], near: Mapping[str, datetime]) -> Iterator[OwnNews]:
    for (user_id, region), group in groupby(gear, key=lambda one: (one.user_id, one.region)):
        if region not in near:
            continue
        worst, *others = group
        yield OwnNews(
            user_id=user_id,
            news=News.GEAR,
            cause=f"{News.GEAR}:{region}:{int(near[region].timestamp())}",
            facts={
                "character_id": worst.character_id,
                "name": worst.name,
                "count": worst.problems,
                "others": len(others),
            },
        )
