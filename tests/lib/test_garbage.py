"""The collector looks seldom for a while, and then as before."""

import gc

import pytest

from webapp.lib.garbage import COLLECT_AFTER, rare_collections


class TestRareCollections:
    def test_the_collector_is_as_before_whatever_happens_meanwhile(self) -> None:
        before = gc.get_threshold()
        with pytest.raises(ZeroDivisionError):
            divided_by(0)

        assert gc.get_threshold() == before

    def test_meanwhile_it_looks_seldom(self) -> None:
        with rare_collections():
            assert gc.get_threshold() == COLLECT_AFTER


def divided_by(number: int) -> float:
    with rare_collections():
        return 1 / number
