"""What the product would refuse, asked without starting it."""

from devtools.settings import settings_problems


class TestSettingsProblems:
    def test_all_of_them_are_said(self) -> None:
        problems = settings_problems({"LOG_LEVEL": "LOUD", "SYNC_THREADS": "0"})

        assert [problem.split()[0] for problem in problems] == ["SYNC_THREADS", "LOG_LEVEL"]

    def test_none_when_all_is_well(self) -> None:
        assert settings_problems({}) == []
