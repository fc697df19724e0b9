"""What several tests of ./dev need."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.devtools.checkout import Checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    """Give a checkout in which nothing runs."""
    with ended(Checkout(tmp_path / "a checkout")) as checkout:
        yield checkout


@contextmanager
def ended(checkout: Checkout) -> Iterator[Checkout]:
    """End whatever was started in a checkout, and see that nothing is left of it."""
    yield checkout
    # In order, never both watchers at once: a worker that is just forking its horse would leave it behind.
    for started in checkout.started:
        started.terminate()
    for started in checkout.started:
        started.communicate(timeout=20)
    assert checkout.processes() == []
