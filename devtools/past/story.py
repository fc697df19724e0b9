"""Who came, left, came back and changed rank in the demo guild before it was added: made up. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from webapp.words import EventKind

WEEK = timedelta(weeks=1)
WEEKS = 12
NAMED_FOR = timedelta(days=28)
"""Of who left longer ago no name is kept: the product forgets them after 30 days."""
LEAVERS = ("Marrowind", "Tessaly", "Odrun", "Keldrith", "Ismere", "Fennarow", "Galdis", "Ysoria", "Brackwyn")
SHARE_JOINED, SHARE_RETURNED, SHARE_PROMOTED, SHARE_DEMOTED = 8, 25, 8, 30
SHARE_LEFT, SHARE_FORGOTTEN = 20, 12
"""One of so many members each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of today; ``seed`` is what the same character has in every database."""

    character_id: int
    seed: int
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that a roster would have told; a negative number is a leaver, None somebody forgotten."""

    who: int | None
    kind: EventKind
    at: datetime
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """Somebody who was a member and left lately."""

    number: int
    name: str
    rank: int
    class_id: int
    left_at: datetime


@dataclass(slots=True, kw_only=True)
class Story:
    """What happened since a moment; who is in none of the maps was there all the time."""

    begins_at: datetime
    joined: dict[int, datetime] = field(default_factory=dict)
    away: dict[int, tuple[datetime, datetime]] = field(default_factory=dict)
    leavers: list[Leaver] = field(default_factory=list)
    events: list[Happened] = field(default_factory=list)


def tell_story(members: Sequence[Member], *, seed: int, week_start: datetime) -> Story:
    """Return a story of the weeks before this one; the same members and seed have the same."""
    chance = Random(f"story {seed}")
    story = Story(begins_at=week_start - WEEKS * WEEK)
    lowest = max((one.rank for one in members), default=0)
    cast = [one for one in sorted(members, key=lambda one: one.seed) if one.rank > 0]
    chance.shuffle(cast)
    number = len(members)

    def next_ones(share: int) -> list[Member]:
        taken = [cast.pop() for _ in range(min(len(cast), number // share))]
        return sorted(taken, key=lambda one: one.seed)

    for one in next_ones(SHARE_JOINED):
        _join(story, one, chance)
    for one in next_ones(SHARE_RETURNED):
        _go_and_return(story, one, chance)
    for one in next_ones(SHARE_PROMOTED):
        _change_rank(story, one, min(one.rank + 1, lowest), chance)
    for one in next_ones(SHARE_DEMOTED):
        _change_rank(story, one, max(one.rank - 1, 1), chance)
    for place in range(min(number // SHARE_LEFT, len(LEAVERS))):
        _leave(story, place, lowest, chance)
    for _ in range(number // SHARE_FORGOTTEN):
        _be_forgotten(story, lowest, chance)
    story.events.sort(key=lambda event: event.at)
    return story


def _moment(story: Story, chance: Random, first: float, last: float) -> datetime:
    """Return a moment between two weeks of the story, to the minute."""
    minutes = chance.randrange(int(first * 7 * 24 * 60), int(last * 7 * 24 * 60))
    return story.begins_at + timedelta(minutes=minutes)


def _join(story: Story, one: Member, chance: Random) -> None:
    at = _moment(story, chance, 1, WEEKS)
    story.joined[one.character_id] = at
    story.events.append(
        Happened(who=one.character_id, kind=EventKind.JOINED, at=at, after={"rank": one.rank})
    )


def _go_and_return(story: Story, one: Member, chance: Random) -> None:
    gone, back = _moment(story, chance, 2, 5), _moment(story, chance, 7, WEEKS)
    story.away[one.character_id] = (gone, back)
    rank = {"rank": one.rank}
    story.events += [
        Happened(who=one.character_id, kind=EventKind.LEFT, at=gone, before=rank),
        Happened(who=one.character_id, kind=EventKind.RETURNED, at=back, after=rank),
    ]


def _change_rank(story: Story, one: Member, before: int, chance: Random) -> None:
    if before == one.rank:  # nobody was on a lower rank than the lowest
        return
    at = _moment(story, chance, 1, WEEKS)
    sides = {"before": {"rank": before}, "after": {"rank": one.rank}}
    story.events.append(Happened(who=one.character_id, kind=EventKind.RANK_CHANGED, at=at, **sides))


def _leave(story: Story, place: int, lowest: int, chance: Random) -> None:
    ago = chance.randrange(24, int(NAMED_FOR.total_seconds() / 3600))
    at, number = story.begins_at + WEEKS * WEEK - timedelta(hours=ago), -1 - place
    leaver = Leaver(
        number=number,
        name=LEAVERS[place],
        rank=max(lowest - place % 2, 1),
        class_id=1 + chance.randrange(13),
        left_at=at,
    )
    story.leavers.append(leaver)
    story.events.append(Happened(who=number, kind=EventKind.LEFT, at=at, before={"rank": leaver.rank}))


def _be_forgotten(story: Story, lowest: int, chance: Random) -> None:
    came, went = _moment(story, chance, 0.5, 3), _moment(story, chance, 3, WEEKS - 5)
    rank = {"rank": max(lowest, 1)}
    if chance.random() < 0.5:  # noqa: PLR2004 - half of them came only then
        story.events.append(Happened(who=None, kind=EventKind.JOINED, at=came, after=rank))
    story.events.append(Happened(who=None, kind=EventKind.LEFT, at=went, before=rank))
