"""When Python looks for cyclic garbage: seldom, where much is made that is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

COLLECT_AFTER = (100_000, 50, 100)
"""Objects made, and younger collections, before the garbage collector looks."""
SETTLED_COLLECT_AFTER = 50_000
"""New objects between two collections; decoding one answer makes thousands, and none of them is a cycle."""


def settle_memory() -> None:
    """Take the loaded program out of the garbage collector's rounds, before a long stretch of work.

    It also keeps the pages that a forked work horse shares with its parent from being copied; see
    https://docs.python.org/3/library/gc.html#gc.freeze.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SETTLED_COLLECT_AFTER)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let Python look for cyclic garbage seldom: looking at documents cost a sync an eighth of its CPU."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
