"""What is told of how a guild's figures moved from one look to the next: whoever passed a border. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webapp.notifications.kinds import Kind
from webapp.notifications.rules import MOST_NAMED, Notice

MILESTONES = (2_000, 2_500, 3_000)
"""Mythic+ ratings that are told when somebody reaches them."""
FALL = 10
"""So many item levels lower than before are told: one item for another is no fall."""
INACTIVE_AFTER = timedelta(days=30)
RATE_FALL = 0.15
LEAST_RUNS = 20
"""Of fewer runs a rate says nothing."""
WANTED_SLOTS = 3
DAY = timedelta(days=1)
WEEK = 7 * DAY
LOOKED_AT = timedelta(hours=16)
"""After midnight UTC: the game's day before is over in every region."""
MOST_DAYS = 7
"""After a longer absence only so much of it is told."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEFORE_RESET = timedelta(hours=40)
"""Who is short of something is told so long before the reset: an evening is left to change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member's figures; "before" and "after" are those of the last look and of this one.

    ``vault_slots`` are known to be filled this week; None of whom nothing is known this week.
    """

    character_id: int
    item_level_before: int | None = None
    item_level_after: int | None = None
    rating_before: float | None = None
    rating_after: float | None = None
    last_login_at: datetime | None = None
    problem_count: int | None = None
    vault_slots: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Mythic+ runs, and how many of them were in time."""

    runs: int = 0
    timed: int = 0

    @property
    def share(self) -> float | None:
        """Which part was in time; None of too few."""
        return self.timed / self.runs if self.runs >= LEAST_RUNS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at a guild finds; ``reset_at`` is the next weekly reset, where it is known.

    ``audit_told`` are the facts of the last summary of gear that the guild was told.
    """

    since: datetime
    until: datetime
    members: Sequence[Member]
    rate: Rate = Rate()
    rate_before: Rate = Rate()
    reset_at: datetime | None = None
    audit_told: Mapping[str, int] | None = None


def told_of_days(look: Look) -> Sequence[Notice]:
    """Return what is told of a look; a kind is one notice, whatever the number of members."""
    return [*_moved(look), *_audit(look), *_rate(look), *_before_reset(look)]


def slot_of(now: datetime) -> int:
    """Return the number of the last day whose look is due."""
    return (now - _EPOCH - LOOKED_AT) // DAY


def moment_of(slot: int) -> datetime:
    """Return when the look of a day is due."""
    return _EPOCH + slot * DAY + LOOKED_AT


def milestone_of(member: Member) -> int | None:
    """Return the highest milestone that a member's rating passed; of nobody who had none before."""
    before, after = member.rating_before, member.rating_after
    if before is None or after is None:
        return None
    return max((one for one in MILESTONES if before < one <= after), default=None)


def has_fallen(member: Member) -> bool:
    """Say whether a member's item level fell by much."""
    before, after = member.item_level_before, member.item_level_after
    return before is not None and after is not None and before - after >= FALL


def _moved(look: Look) -> Sequence[Notice]:
    day = f"{look.until:%Y-%m-%d}"

    reached = {one.character_id: milestone_of(one) for one in look.members}
    found = [
        _about(Kind.RATING, f"{one}:{day}", [who for who, at in reached.items() if at == one], to=one)
        for one in MILESTONES
    ]
    found.append(_about(Kind.ITEM_LEVEL_FALL, day, _those(look, has_fallen)))
    found.append(_inactive(look))
    return [one for one in found if one is not None]


def _inactive(look: Look) -> Notice | None:
    """Tell once a week, on Mondays, who was not seen for 30 days since the Monday before."""
    monday = look.until - timedelta(days=look.until.weekday())
    if monday <= look.since:
        return None

    def became_inactive(member: Member) -> bool:
        at = member.last_login_at
        return at is not None and monday - WEEK <= at + INACTIVE_AFTER < monday

    return _about(Kind.INACTIVE, f"{monday:%Y-%m-%d}", _those(look, became_inactive))


def _audit(look: Look) -> Sequence[Notice]:
    """Sum up the gear, where that is anything new."""
    known = [one for one in look.members if one.problem_count is not None]
    facts = {"count": sum(1 for one in known if one.problem_count), "of": len(known)}
    if not facts["count"] or facts == look.audit_told:
        return []
    cause = f"{Kind.AUDIT_SUMMARY}:{look.until:%Y-%m-%d}"
    return [Notice(kind=Kind.AUDIT_SUMMARY, cause_key=cause, facts=facts)]


def _rate(look: Look) -> Sequence[Notice]:
    """Tell of a fall once a week."""
    now, before = look.rate.share, look.rate_before.share
    if now is None or before is None or before - now < RATE_FALL:
        return []
    facts = {"percent": round(now * 100), "before": round(before * 100), "count": look.rate.runs}
    cause = f"{Kind.TIMED_FALL}:{look.until:%G-%V}"
    return [Notice(kind=Kind.TIMED_FALL, cause_key=cause, facts=facts)]


def _before_reset(look: Look) -> Sequence[Notice]:
    if look.reset_at is None or not timedelta() < look.reset_at - look.until <= BEFORE_RESET:
        return []
    week = str(int(look.reset_at.timestamp()))
    short = _those(look, lambda who: who.vault_slots is not None and who.vault_slots < WANTED_SLOTS)
    gear = _those(look, lambda who: bool(who.problem_count))
    found = [_about(Kind.VAULT_SHORT, week, short), _about(Kind.GEAR_BEFORE_RESET, week, gear)]
    return [one for one in found if one is not None]


def _those(look: Look, is_one: Callable[[Member], bool]) -> Sequence[int]:
    return [one.character_id for one in look.members if is_one(one)]


def _about(kind: Kind, cause: str, ids: Sequence[int], **facts: int) -> Notice | None:
    """Return a notice that names a few and counts all; about one alone, it goes with that character."""
    if not ids:
        return None
    return Notice(
        kind=kind,
        cause_key=f"{kind}:{cause}",
        facts={"characters": list(ids[:MOST_NAMED]), "count": len(ids), **facts},
        character_id=ids[0] if len(ids) == 1 else None,
    )
