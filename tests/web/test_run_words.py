"""A run in words."""

from dataclasses import replace

import pytest

from tests.operations.status.test_rows import RUN
from webapp.web.run_words import TITLES, figures, remarks, run_sentence
from webapp.words import RunKind


class TestWords:
    @pytest.mark.parametrize("kind", RunKind)
    def test_every_kind_has_a_title(self, kind: RunKind) -> None:
        assert TITLES[kind]

    def test_figures_are_told_as_far_as_they_are_known(self) -> None:
        assert list(figures(RUN)) == [
            "4.4 calls a second",
            "about 20 s left",
            "44 calls",
            "5 not changed at Blizzard",
        ]
        unknown = replace(RUN, calls_per_second=None, seconds_left=None, calls=0, not_modified=0)
        assert list(figures(unknown)) == []
        assert list(figures(replace(unknown, calls=1))) == ["1 call"]

    def test_what_failed_is_told_by_its_cause(self) -> None:
        failed = replace(RUN, message="Paused.", failed=3, failed_by_class={"timeout": 1, "odd": 2})

        assert list(remarks(failed)) == [
            "Paused.",
            "2 characters: odd",
            "1 character: Blizzard did not answer in time.",
        ]
        logs = replace(failed, kind=RunKind.LOGS, message=None)
        assert list(remarks(logs))[1] == "1 character: Warcraft Logs did not answer in time."
        assert run_sentence(failed) == "20 checked, 2 changed, 3 failed, 44 calls"
