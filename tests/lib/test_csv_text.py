"""What a spreadsheet gets to read."""

import csv
import io
from datetime import UTC, datetime

import pytest

from webapp.lib.csv_text import Cell, csv_text


class TestCsvText:
    def test_lines_are_those_of_the_standard(self) -> None:
        rows: list[list[Cell]] = [["Ærwyn", 80, 2471.5], ['Jai"na, the\nmage', None, True]]

        assert csv_text(["name", "level", "rating"], rows) == (
            'name,level,rating\r\nÆrwyn,80,2471.5\r\n"Jai""na, the\nmage",,yes\r\n'
        )

    @pytest.mark.parametrize(
        "text",
        [
            "=1+1",
            "+1",
            "-2",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "＝1",
            "\u200b=1",
            "\x00=1",
            "\tx",
            "\rx",
            "\nx",
        ],
    )
    def test_no_cell_is_a_formula(self, text: str) -> None:
        _, (cell,) = csv.reader(io.StringIO(csv_text(["note"], [[text]]), newline=""))

        assert cell == "'" + text.replace("\x00", "")

    def test_numbers_below_nothing_stay_numbers(self) -> None:
        assert csv_text(["change"], [[-3]]) == "change\r\n-3\r\n"

    def test_a_moment_says_its_zone(self) -> None:
        noon = datetime(2026, 11, 21, 12, tzinfo=UTC)

        assert csv_text(["as_of"], [[noon]]) == "as_of\r\n2026-11-21T12:00:00+00:00\r\n"
