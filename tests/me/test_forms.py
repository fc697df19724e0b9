"""The forms of a person's own pages."""

import pytest

from webapp.lib.forms import BadForm
from webapp.me.forms import is_confirmed, read_main, read_unlisted, read_until


class TestReadMain:
    def test_a_character_or_none(self) -> None:
        assert read_main({"main": "7"}) == 7
        assert read_main({"main": "none"}) is None

    @pytest.mark.parametrize("form", [{}, {"main": ""}, {"main": "-1"}, {"main": "9" * 20}, {"main": "٣"}])
    def test_whatever_else_is_refused(self, form: dict[str, str]) -> None:
        with pytest.raises(BadForm):
            read_main(form)


class TestReadUntil:
    def test_a_number(self) -> None:
        assert read_until({"until": "12"}) == 12

    def test_whatever_else_is_refused(self) -> None:
        with pytest.raises(BadForm):
            read_until({})


class TestIsConfirmed:
    @pytest.mark.parametrize("typed", ["forget me", " Forget   Me "])
    def test_the_two_words_in_any_case(self, typed: str) -> None:
        assert is_confirmed({"confirmation": typed})

    @pytest.mark.parametrize("typed", ["", "forgetme", "forget me please"])
    def test_nothing_else(self, typed: str) -> None:
        assert not is_confirmed({"confirmation": typed})
        assert not is_confirmed({})


class TestReadUnlisted:
    def test_only_yes_and_no_are_words(self) -> None:
        assert [read_unlisted({"listed": word}) for word in ("yes", "no")] == [False, True]
        with pytest.raises(BadForm, match="listed"):
            read_unlisted({})
