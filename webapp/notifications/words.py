"""What a notice says in a sentence. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from webapp.notifications.kinds import Kind

SOMEBODY = "somebody who is gone"
CLOSED = "Something in a guild of yours that you may not see any more."
RankNames = Mapping[int, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known beside a notice's facts: the guild's name, who are named, and how ranks are called."""

    guild: str
    names: Sequence[str | None] = ()
    ranks: RankNames | None = None


def sentence(kind: str, facts: Any, known: Known) -> str:
    """Return what a notice says, without the guild; a kind that this version does not know by its word."""
    told = facts if isinstance(facts, Mapping) else {}
    if kind not in set(Kind):
        return f"{kind.replace('_', ' ').capitalize()}."
    return _WRITERS[Kind(kind)](told, known)


def listed(names: Sequence[str | None], count: int) -> str:
    """Return names as one writes them, and how many there are besides."""
    known = [name or SOMEBODY for name in names]
    rest = max(0, count - len(known))
    parts = [*known, f"{rest} more"] if rest else known
    if len(parts) < 2:  # noqa: PLR2004 - one needs no "and"
        return "".join(parts) or SOMEBODY
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _who(told: Mapping[str, Any], known: Known) -> str:
    words = listed(known.names, whole(told, "count"))
    return words[:1].upper() + words[1:] if words.startswith(SOMEBODY) else words


def whole(told: Mapping[str, Any], key: str) -> int:
    """Return a count of a notice; 0 where it does not say."""
    value = told.get(key)
    return value if isinstance(value, int) else 0


def _joined(told: Mapping[str, Any], known: Known) -> str:
    return f"{_who(told, known)} joined."


def _left(told: Mapping[str, Any], known: Known) -> str:
    return f"{_who(told, known)} left."


def _ranked(word: str) -> Callable[[Mapping[str, Any], Known], str]:
    def write(told: Mapping[str, Any], known: Known) -> str:
        were = "was" if whole(told, "count") == 1 else "were"
        before, after = told.get("from"), told.get("to")
        steps = ""
        if isinstance(before, int) and isinstance(after, int):
            steps = f" from {_rank(before, known)} to {_rank(after, known)}"
        return f"{_who(told, known)} {were} {word}{steps}."

    return write


def _rank(rank: int, known: Known) -> str:
    return (known.ranks or {}).get(rank) or f"rank {rank}"


def _many(told: Mapping[str, Any], _known: Known) -> str:
    parts = [
        f"{whole(told, kind):,} {word}"
        for kind, word in (
            (Kind.JOINED, "joined"),
            (Kind.LEFT, "left"),
            (Kind.PROMOTED, "promoted"),
            (Kind.DEMOTED, "demoted"),
        )
        if whole(told, kind)
    ]
    return f"Many members changed at once: {', '.join(parts)}."


def _held(told: Mapping[str, Any], _known: Known) -> str:
    count = whole(told, "count")
    members = f"{count:,} member{'' if count == 1 else 's'}"
    return f"A roster was held back: it would remove {members}. Somebody has to decide."


def _quota(told: Mapping[str, Any], _known: Known) -> str:
    return (
        f"{whole(told, 'percent')} % of the calls that Battle.net allows in an hour were used."
        " What nobody waits for comes later."
    )


def _those(rest: str, *, one: str = "", many: str = "") -> Callable[[Mapping[str, Any], Known], str]:
    """Return a writer of who did something: the verb is another for one than for many."""

    def write(told: Mapping[str, Any], known: Known) -> str:
        verb = one if whole(told, "count") == 1 else many
        return f"{_who(told, known)} {verb}{rest}"

    return write


def _rating(told: Mapping[str, Any], known: Known) -> str:
    return f"{_who(told, known)} reached a Mythic+ rating of {whole(told, 'to'):,}."


def _timed(told: Mapping[str, Any], _known: Known) -> str:
    return (
        f"{whole(told, 'percent')} % of {whole(told, 'count'):,} keys were in time in the last week,"
        f" after {whole(told, 'before')} % in the four weeks before."
    )


def _audit(told: Mapping[str, Any], _known: Known) -> str:
    return f"Gear: {whole(told, 'count'):,} of {whole(told, 'of'):,} members have problems."


def _late(told: Mapping[str, Any], _known: Known) -> str:
    return _SILENT if whole(told, "is_silent") else _LATE


def _away(told: Mapping[str, Any], _known: Known) -> str:
    began, ended = (f"{_moment(whole(told, key)):%d %B, %H:%M}" for key in ("from", "until"))
    return f"This server was away from {began} to {ended} UTC, and reads what is due since."


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _always(words: str) -> Callable[[Mapping[str, Any], Known], str]:
    def write(_told: Mapping[str, Any], _known: Known) -> str:
        return words

    return write


_DEAD = "Messages do not arrive at a channel any more, so it was switched off. Set it up anew."
_LATE = "The roster was not read for more than three hours. The page of the sync says why."
_SILENT = "The roster was not read for more than three hours, because Battle.net does not answer."
_REFUSED = "Battle.net refuses this server's key: nothing is read until whoever runs the server mends it."
_WRITERS: Mapping[Kind, Callable[[Mapping[str, Any], Known], str]] = {
    Kind.JOINED: _joined,
    Kind.LEFT: _left,
    Kind.PROMOTED: _ranked("promoted"),
    Kind.DEMOTED: _ranked("demoted"),
    Kind.MANY_CHANGES: _many,
    Kind.ROSTER_HELD: _held,
    Kind.SYNC_LATE: _late,
    Kind.SERVER_AWAY: _away,
    Kind.KEY_REFUSED: _always(_REFUSED),
    Kind.QUOTA_HIGH: _quota,
    Kind.RATING: _rating,
    Kind.ITEM_LEVEL_FALL: _those("lower item level by 10 or more.", one="wears a ", many="wear a "),
    Kind.INACTIVE: _those(" not been in the game for 30 days.", one="has", many="have"),
    Kind.TIMED_FALL: _timed,
    Kind.AUDIT_SUMMARY: _audit,
    Kind.VAULT_SHORT: _those(
        " fewer than three vault slots that we know of, and the reset is near.", one="has", many="have"
    ),
    Kind.GEAR_BEFORE_RESET: _those(" gear to mend before the weekly reset.", one="has", many="have"),
    Kind.CHANNEL_DEAD: _always(_DEAD),
}
