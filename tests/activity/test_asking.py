"""What an address asks of the log of activity."""

from datetime import UTC, date, datetime

import pytest

from webapp.activity.asking import Asked, BadAsking, Cursor, read_asked
from webapp.words import EventKind

LABELS = {"kind": "What", "name": "Character", "rank": "Rank", "from": "From", "to": "To"}
CURSOR = Cursor(datetime(2026, 11, 21, 12, 0, 0, 5, tzinfo=UTC), 7)


class TestReadAsked:
    def test_what_is_asked_comes_back_as_the_next_address(self) -> None:
        asked = read_asked({"kind": "left", "name": " Thrall ", "rank": "0", "from": "2026-08-19"})

        assert asked == Asked(kind=EventKind.LEFT, name="Thrall", rank=0, first=date(2026, 8, 19))
        assert asked.query(None) == "kind=left&name=Thrall&rank=0&from=2026-08-19"
        assert asked.is_narrowed

    def test_a_cursor_is_read_as_it_was_written(self) -> None:
        assert read_asked({"before": CURSOR.text()}).before == CURSOR

    @pytest.mark.parametrize(
        "query",
        [
            {"kind": "kicked"},
            {"name": "x" * 65},
            {"name": "a\x00"},
            {"rank": "10"},
            {"rank": "٣"},
            {"from": "2026-02-30"},
            {"from": "0001-01-01"},
            {"to": "9999-12-31"},
            {"from": "2026-08-20", "to": "2026-08-19"},
        ],
    )
    def test_what_cannot_be_used_is_named_as_on_the_page(self, query: dict[str, str]) -> None:
        with pytest.raises(BadAsking, match=rf"^{LABELS[next(iter(query))]}: "):
            read_asked(query)

    @pytest.mark.parametrize("cursor", ["999999999999999999-1", "soon"])
    def test_a_cursor_that_cannot_be_read_has_no_field_to_name(self, cursor: str) -> None:
        with pytest.raises(BadAsking, match=r"^Where the earlier events go on cannot be read;"):
            read_asked({"before": cursor})
