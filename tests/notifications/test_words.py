"""What notices say."""

import pytest

from webapp.notifications.kinds import Kind
from webapp.notifications.words import Known, listed, sentence

KNOWN = Known(guild="Lantern Watch", names=["Anduin"], ranks={2: "Veteran", 4: None})


class TestSentence:
    @pytest.mark.parametrize(
        ("kind", "facts", "words"),
        [
            ("promoted", {"count": 1, "from": 4, "to": 2}, "Anduin was promoted from rank 4 to Veteran."),
            ("demoted", {"count": 3}, "Anduin and 2 more were demoted."),
            ("joined", {"count": 1}, "Anduin joined."),
            ("left", {"count": 1}, "Anduin left."),
            ("many_changes", {"joined": 1200, "left": 0}, "Many members changed at once: 1,200 joined."),
            ("of_another_version", {}, "Of another version."),
        ],
    )
    def test_it_says_who_and_what(self, kind: str, facts: dict[str, int], words: str) -> None:
        assert sentence(kind, facts, KNOWN) == words

    @pytest.mark.parametrize("kind", list(Kind))
    def test_facts_that_are_none_break_nothing(self, kind: Kind) -> None:
        assert sentence(kind, None, Known(guild="A")).endswith(".")

    def test_who_is_gone_is_not_named(self) -> None:
        assert sentence("left", {"count": 1}, Known(guild="A", names=[None])) == "Somebody who is gone left."


class TestListed:
    def test_names_are_joined_as_one_writes_them(self) -> None:
        assert (listed(["a"], 1), listed(["a", "b"], 2), listed(["a", "b"], 9)) == (
            "a",
            "a and b",
            "a, b and 7 more",
        )
