"""One pass over the members."""

from typing import Any

from webapp.freshness.state_column import CODES
from webapp.freshness.states import FreshnessState
from webapp.members.mains import Kin
from webapp.roster.census import Census, CensusLine, census_of

NOBODYS: dict[str, Any] = {"id": 1, "user_id": None, "main_id": None, "main_set_by": None}
FRESH, NEVER = CODES[FreshnessState.FRESH], CODES[FreshnessState.NEVER]


class TestCensusOf:
    def test_an_empty_guild_counts_nothing(self) -> None:
        assert census_of([]) == Census()

    def test_what_is_not_known_is_not_counted_as_something(self) -> None:
        known = CensusLine(
            rank=1, class_id=5, role="healer", item_level=300, state=FRESH, is_suspect=0, **NOBODYS
        )
        blank = CensusLine(
            rank=1, class_id=None, role=None, item_level=None, state=NEVER, is_suspect=1, **NOBODYS
        )

        census = census_of([known, blank])

        assert census.ranks == {1: 2}
        assert census.classes == {5: 1}
        assert census.roles == {"healer": 1, "unknown": 1}
        assert census.item_levels == [300]

    def test_the_strip_is_told_the_states_and_the_suspects(self) -> None:
        lines = [
            CensusLine(1, None, None, None, state, suspect, **NOBODYS)
            for state, suspect in ((FRESH, 0), (FRESH, 1), (NEVER, 1))
        ]

        counts = census_of(lines).counts

        assert counts.states == {FreshnessState.FRESH: 2, FreshnessState.NEVER: 1}
        assert counts.suspects == 2

    def test_who_is_whose_is_kept_where_anybody_said_anything(self) -> None:
        alone = CensusLine(1, None, None, None, FRESH, 0, **NOBODYS)
        alt = alone._replace(id=2, main_id=1, main_set_by="officer")

        assert census_of([alone]).kin == ()
        assert census_of([alone, alt]).kin == [Kin(1, None, None, None), Kin(2, None, 1, "officer")]
