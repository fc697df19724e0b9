"""Every table and every column of a character is known to be personal or not."""

import webapp.models  # noqa: F401 - fills the metadata
from webapp.extensions import Model
from webapp.models.personal import (
    IMPERSONAL,
    KEPT_UNTIL_ASKED,
    OUR_OWN,
    PERSONAL,
    TOLD_BY_PROFILES,
    TOLD_BY_ROSTERS,
)

TABLES = Model.metadata.tables


def undecided(tables: set[str]) -> list[str]:
    """Find tables that nobody has thought about."""
    return sorted(tables - PERSONAL.keys() - KEPT_UNTIL_ASKED.keys() - IMPERSONAL.keys())


class TestTables:
    def test_every_table_is_personal_or_says_why_it_is_not(self) -> None:
        assert undecided(set(TABLES)) == [], "register it in webapp/models/personal.py"

    def test_no_table_is_both_and_none_is_invented(self) -> None:
        listed = [*PERSONAL, *KEPT_UNTIL_ASKED, *IMPERSONAL]

        assert len(listed) == len(set(listed))
        assert set(listed) - set(TABLES) == set()

    def test_what_is_emptied_exists(self) -> None:
        assert [
            f"{name}.{column}"
            for name, personal in PERSONAL.items()
            for column in personal.emptied
            if column not in TABLES[name].columns
        ] == []

    def test_a_new_table_is_caught(self) -> None:
        assert undecided({"characters", "notes"}) == ["notes"]

    def test_what_points_at_a_character_is_personal(self) -> None:
        pointing = {
            table.name
            for table in TABLES.values()
            if any(key.column.table.name in {"characters", "users"} for key in table.foreign_keys)
        }

        assert pointing - PERSONAL.keys() == {"sync_runs"}, (
            "runs say who asked for them, until that person goes"
        )


class TestCharacterColumns:
    def test_every_column_goes_with_the_profile_or_with_the_row(self) -> None:
        known = [*TOLD_BY_PROFILES, *TOLD_BY_ROSTERS, *OUR_OWN]

        assert sorted(known) == sorted(TABLES["characters"].columns.keys())
