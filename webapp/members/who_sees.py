"""Who can see a part of a page, in words, for the panel itself to say. Pure."""

from collections.abc import Mapping

from webapp.permissions.policy import LOWEST, MASTER, GuildRules, Tool

NOBODY = "nobody: this guild does not use it"
EVERYBODY = "everybody in the guild"
MOST_NAMED = 3
"""So many ranks are named one by one; of more the first and the last."""


def audience_words(
    tool: Tool, rules: GuildRules, names: Mapping[int, str | None], *, given: int = 0, taken: int = 0
) -> str:
    """Return who has a tool: Guild master, Officer (rank 1) and 1 exception.

    ``given`` and ``taken`` are how many exceptions give it to somebody and take it away.
    """
    rule = rules.of(tool)
    if not rule.is_on:
        return NOBODY
    parts = _ranks(rule.min_rank, names)
    if given:
        parts.append(f"{given} {'exception' if given == 1 else 'exceptions'}")
    without = f", without {taken} {'person' if taken == 1 else 'people'}" if taken else ""
    return _listed(parts) + without


def _ranks(lowest: int, names: Mapping[int, str | None]) -> list[str]:
    if lowest == LOWEST:
        return [EVERYBODY]
    ranks = [_rank(rank, names) for rank in range(MASTER, lowest + 1)]
    return ranks if len(ranks) <= MOST_NAMED else [f"{ranks[0]} to {ranks[-1]}"]


def _rank(rank: int, names: Mapping[int, str | None]) -> str:
    name = names.get(rank)
    if rank == MASTER:
        return name or "Guild master"
    return f"{name} (rank {rank})" if name else f"rank {rank}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
