"""Patterns of LIKE: they find what the card's build writes, and nothing else."""

import re
from itertools import product

import pytest

from webapp.cards.card_gear import Problem
from webapp.cards.gear_audit import ProblemKind
from webapp.cards.scalars import problem_summary
from webapp.roster.query.problem_patterns import patterns_of
from webapp.roster.query.vocabulary import CHEAP, MISSING, Field

MEANT = {
    (Field.ENCHANTS, MISSING): ProblemKind.NO_ENCHANT,
    (Field.ENCHANTS, CHEAP): ProblemKind.CHEAP_ENCHANT,
    (Field.GEMS, MISSING): ProblemKind.EMPTY_SOCKET,
    (Field.GEMS, CHEAP): ProblemKind.CHEAP_GEM,
}


def is_like(text: str, pattern: str) -> bool:
    """Say what LIKE says."""
    return re.fullmatch(re.escape(pattern).replace("%", ".*").replace("_", "."), text) is not None


def problems(*counts: int) -> list[Problem]:
    kinds = [kind for kind, count in zip(ProblemKind, counts, strict=True) for _ in range(count)]
    return [{"kind": kind, "slot": "HEAD"} for kind in kinds]  # type: ignore[typeddict-item]


class TestPatternsOf:
    @pytest.mark.parametrize(("field", "group"), MEANT)
    def test_they_find_the_kind_in_every_summary_that_there_can_be(self, field: Field, group: str) -> None:
        kinds = list(ProblemKind)
        place = kinds.index(MEANT[field, group])

        for counts in product((0, 1, 3, 12), repeat=4):
            for others in ((0, 0, 0), (1, 12, 2)):
                every = (*counts, *others)
                summary = problem_summary(problems(*every), [])
                found = any(is_like(summary, pattern) for pattern in patterns_of(field, group))
                assert found is (every[place] > 0), summary
