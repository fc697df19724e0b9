"""One pass over the members."""

from typing import Any

from webapp.members.mains import Kin
from webapp.roster.census import Census, CensusLine, census_of

NOBODYS: dict[str, Any] = {"id": 1, "user_id": None, "main_id": None, "main_set_by": None}


class TestCensusOf:
    def test_an_empty_guild_counts_nothing(self) -> None:
        assert census_of([]) == Census()

    def test_what_is_not_known_is_not_counted_as_something(self) -> None:
        known = CensusLine(rank=1, class_id=5, role="healer", item_level=300, **NOBODYS)
        blank = CensusLine(rank=1, class_id=None, role=None, item_level=None, **NOBODYS)

        census = census_of([known, blank])

        assert census.ranks == {1: 2}
        assert census.classes == {5: 1}
        assert census.roles == {"healer": 1, "unknown": 1}
        assert census.item_levels == [300]

    def test_who_is_whose_is_kept_where_anybody_said_anything(self) -> None:
        alone = CensusLine(1, None, None, None, **NOBODYS)
        alt = alone._replace(id=2, main_id=1, main_set_by="officer")

        assert census_of([alone]).kin == ()
        assert census_of([alone, alt]).kin == [Kin(1, None, None, None), Kin(2, None, 1, "officer")]
