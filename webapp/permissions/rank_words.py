"""Ranks in words, where their number is told too. Pure."""

from collections.abc import Mapping

RankNames = Mapping[int, str | None]
"""What officers call each rank, where they call it anything."""


def rank_words(rank: int, names: RankNames) -> str:
    """Return a rank with its number and what officers call it; rank 0 leads the guild."""
    name = names.get(rank) or ("Guild master" if rank == 0 else None)
    return f"{rank} · {name}" if name else f"rank {rank}"
