"""Tables line up in any terminal."""

import click
from click.testing import CliRunner

from webapp.cli.tables import print_table


@click.command()
def shown() -> None:
    print_table(("name", "n"), [("眾星", "1"), ("Ann", "2"), ("e\u0301", "3")])


@click.command()
def told() -> None:
    print_table(("name", "why"), [("Ann", "a sentence " * 9)])


class TestPrintTable:
    def test_a_long_last_column_has_no_long_rule(self) -> None:
        lines = CliRunner().invoke(told).output.splitlines()

        assert (len(lines[1]), len(lines[2])) == (4 + 2 + 24, 4 + 2 + 98)

    def test_wide_letters_and_marks_keep_the_columns_in_line(self) -> None:
        lines = CliRunner().invoke(shown).output.splitlines()

        assert lines == ["name  n", "────  ─", "眾星  1", "Ann   2", "e\u0301     3"]
