"""How ./dev test is told what to do, and what it says at its end."""

import pytest

from devtools.testing import clean_environment, pytest_command, read_options, verdict


class TestReadOptions:
    def test_our_words_and_those_of_pytest_are_told_apart(self) -> None:
        options = read_options(["--install", "tests/roster", "-k", "sort", "--kills", "7", "--lf"])

        assert (options.install, options.kills, options.long) == (True, 7, False)
        assert options.rest == ("tests/roster", "-k", "sort", "--lf")

    def test_nothing_chosen_is_the_full_run(self) -> None:
        command = pytest_command(read_options(["--long"]).rest)

        assert "loadscope" in command
        assert "--cov" not in command

    def test_coverage_is_measured_when_it_is_asked_for(self) -> None:
        options = read_options(["--coverage"])

        assert "--cov" in pytest_command(options.rest, coverage=options.coverage)

    def test_a_chosen_test_runs_alone(self) -> None:
        command = pytest_command(("tests/roster",))

        assert command[-2:] == ("pytest", "tests/roster")


class TestCleanEnvironment:
    def test_a_persons_settings_do_not_reach_the_tests(self) -> None:
        given = {
            "DATABASE_URL": "postgresql://mine",
            "REDIS_URL": "x",
            "BATTLENET_CLIENT_ID": "x",
            "PATH": "/bin",
        }

        assert clean_environment(given) == {"PATH": "/bin"}

    def test_the_test_database_does(self) -> None:
        assert clean_environment({"DATABASE_URL_TEST": "x"}) == {"DATABASE_URL_TEST": "x"}


class TestVerdict:
    @pytest.mark.parametrize(
        ("code", "said"),
        [
            (0, "test passed in 61 s."),
            (5, "test failed: no test was executed; look at the words that choose tests."),
            (1, "test failed after 61 s (pytest's exit code 1). Again, the failed ones: ./dev test --lf"),
        ],
    )
    def test_one_line_says_what_to_do(self, code: int, said: str) -> None:
        assert verdict(code, seconds=61.2, chosen=False) == said
