"""The table of commands."""

import pytest

from devtools.commands import COMMANDS, main


class TestMain:
    def test_an_unknown_command_lists_the_known_ones(self, capsys: pytest.CaptureFixture[str]) -> None:
        code = main(["sing"])

        assert code == 2
        assert capsys.readouterr().err == f"dev: there is no command sing; there are: {', '.join(COMMANDS)}\n"

    @pytest.mark.parametrize("words", [[], ["help"], ["--help"]])
    def test_help_has_a_line_for_every_command(
        self, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = main(words)

        said = capsys.readouterr().out
        assert code == 0
        assert all(f"\n  {name} " in said for name in COMMANDS)

    @pytest.mark.parametrize("name", ["check", "bench", "shell", "seed", "help"])
    @pytest.mark.parametrize("rest", [["--help"], ["-h"], ["--var", "x", "-h"]])
    def test_help_of_a_command_is_one_line_of_usage(
        self, name: str, rest: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = main([name, *rest])

        said = capsys.readouterr().out
        assert (code, said.count("\n")) == (0, 1)
        assert said.startswith(f"usage: ./dev {name}")

    def test_help_names_the_flag_for_the_state(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["help"])

        assert "--var DIR" in capsys.readouterr().out

    @pytest.mark.parametrize("words", [["check", "everything"], ["seed", "two"], ["flask", "--var"]])
    def test_a_problem_is_one_line(self, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ending:
            main(words)

        assert ending.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1
