"""When Python looks for cyclic garbage: seldom, where much is made that is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

COLLECT_AFTER = (100_000, 50, 100)
"""Objects made, and younger collections, before the garbage collector looks."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let Python look for cyclic garbage seldom: looking at documents cost a sync an eighth of its CPU."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
