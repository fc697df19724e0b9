"""An archive tells nothing by which somebody is found again."""

from datetime import UTC, date, datetime

from webapp.history.pseudonyms import archived, pseudonym

KEY, OTHER = b"one", b"other"
ROW = {
    "character_id": 4711,
    "completed_at": datetime(2026, 3, 3, 21, 14, 7, tzinfo=UTC),
    "taken_on": date(2026, 3, 3),
    "level": 12,
    "achievement_points": 23_455,
    "updated_at": datetime(2026, 3, 3, 21, 20, tzinfo=UTC),
}


class TestPseudonym:
    def test_it_is_the_same_within_an_archive_and_another_in_the_next(self) -> None:
        assert pseudonym(KEY, 1) == pseudonym(KEY, 1)
        assert len({pseudonym(KEY, 1), pseudonym(KEY, 2), pseudonym(OTHER, 1)}) == 3


class TestArchived:
    def test_moments_become_days_and_what_names_somebody_is_left_out(self) -> None:
        assert archived("run", ROW, key=KEY, about={"region": "eu"}) == {
            "kind": "run",
            "character": pseudonym(KEY, 4711),
            "region": "eu",
            "completed_at": "2026-03-03",
            "taken_on": "2026-03-03",
            "level": 12,
        }
